import {
  type DataTypeNode,
  type Dialect,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { createPostgresPool, type PostgresOptions } from './postgres-pool.ts';

/** Kysely on PostgreSQL through `pg`. */
export function createPostgresDialect(options: PostgresOptions): Dialect {
  return {
    createDriver: () => new PostgresDriver({ pool: createPostgresPool(options) }),
    createQueryCompiler: () => new CodePointCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
  };
}

/**
 * Text columns sort by code points whatever the language of the database, as they do in SQLite: pages have the same
 * order on both, and an index serves a search by prefix. Kysely is extended by subclasses, hence a class.
 */
class CodePointCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    const isColumn = this.parentNode?.kind === 'ColumnDefinitionNode';
    if (isColumn && node.dataType === 'text') this.append(' collate "C"');
  }
}
