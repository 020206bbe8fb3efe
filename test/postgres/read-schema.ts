import type { TestDatabase } from '../contract/test-database.ts';

export interface TableShape {
  /** `type`, and `not null` where it says so. */
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  readonly uniques: readonly string[];
  readonly foreignKeys: readonly string[];
  /** Name and columns in their order. */
  readonly indexes: readonly string[];
  readonly checks: readonly string[];
}

/** A database's tables as both databases can describe them. */
export type SchemaShape = Readonly<Record<string, TableShape>>;

type Query = TestDatabase['query'];

/** Reads what PostgreSQL has, from its own catalogue. */
export async function readPostgresSchema(query: Query): Promise<SchemaShape> {
  const tables = await query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
  );
  return shapeOf(tables, async (name) => {
    const columns = await query<{ name: string; type: string; required: boolean; standard: string | null }>(`
      select column_name as name, data_type as type, is_nullable = 'NO' as required, column_default as standard
      from information_schema.columns where table_schema = 'public' and table_name = '${name}'`);
    const constraints = await query<{ kind: string; definition: string; name: string }>(`
      select contype as kind, pg_get_constraintdef(oid) as definition, conname as name
      from pg_constraint where conrelid = '${name}'::regclass`);
    const indexes = await query<{ name: string; columns: string; unique: boolean }>(`
      select c.relname as name, i.indisunique as "unique",
             (select string_agg(pg_get_indexdef(i.indexrelid, k, true), ', ' order by k)
              from generate_series(1, i.indnkeyatts) k) as columns
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = '${name}'::regclass and not i.indisprimary`);
    const own = new Set(constraints.map((constraint) => constraint.name));
    const of = (kind: string) => constraints.filter((constraint) => constraint.kind === kind);
    return {
      columns: Object.fromEntries(
        columns.map((column) => [
          column.name,
          describe({ ...column, standard: column.standard?.replace(/::\w+$/, '') ?? null }),
        ]),
      ),
      primaryKey: of('p').flatMap(({ definition }) => listIn(definition)),
      uniques: [
        ...of('u').map(({ definition }) => listIn(definition).join(', ')),
        ...indexes
          .filter(({ unique, name: index }) => unique && !own.has(index))
          .map(({ columns: list }) => list),
      ].sort(),
      foreignKeys: of('f')
        .map(({ definition }) =>
          definition.replace(/^FOREIGN KEY \((.*?)\) REFERENCES (\w+)\((.*?)\)/, '$1 -> $2($3)'),
        )
        .sort(),
      indexes: indexes
        .filter(({ unique }) => !unique)
        .map((index) => `${index.name} (${index.columns})`)
        .sort(),
      checks: of('c')
        .map((check) => check.name)
        .sort(),
    };
  });
}

/** Reads what SQLite has, from its pragmas. */
export async function readSqliteSchema(query: Query): Promise<SchemaShape> {
  const tables = await query<{ name: string; text: string }>(
    "select name, sql as text from sqlite_master where type = 'table' and name not like 'kysely%' and name not like 'sqlite%'",
  );
  return shapeOf(tables, async (name, { text }) => {
    const columns = await query<{
      name: string;
      type: string;
      notnull: number;
      dflt_value: string | null;
      pk: number;
    }>(`select * from pragma_table_info('${name}')`);
    const foreignKeys = await query<{ from: string; table: string; to: string; on_delete: string }>(
      `select * from pragma_foreign_key_list('${name}')`,
    );
    const lists = await query<{ name: string; unique: number; origin: string }>(
      `select * from pragma_index_list('${name}')`,
    );
    const indexes = await Promise.all(
      lists.map(async (index) => ({
        ...index,
        columns: (
          await query<{ name: string; desc: number }>(
            `select name, "desc" from pragma_index_xinfo('${index.name}') where key = 1 order by seqno`,
          )
        )
          .map((column) => (column.desc === 1 ? `${column.name} DESC` : column.name))
          .join(', '),
      })),
    );
    return {
      columns: Object.fromEntries(
        columns.map((column) => [
          column.name,
          // SQLite does not say of a primary key that it is there.
          describe({
            type: column.type.toLowerCase(),
            required: column.notnull === 1 || column.pk > 0,
            standard: column.dflt_value,
          }),
        ]),
      ),
      primaryKey: columns
        .filter(({ pk }) => pk > 0)
        .sort((left, right) => left.pk - right.pk)
        .map((column) => column.name),
      uniques: indexes
        .filter(({ unique, origin }) => unique === 1 && origin !== 'pk')
        .map((index) => index.columns)
        .sort(),
      foreignKeys: foreignKeys.map(toForeignKey).sort(),
      indexes: indexes
        .filter(({ unique }) => unique === 0)
        .map((index) => `${index.name} (${index.columns})`)
        .sort(),
      checks: [...text.matchAll(/constraint "(\w+)" check/g)].map(([, check = '']) => check).sort(),
    };
  });
}

function describe(column: {
  readonly type: string;
  readonly required: boolean;
  readonly standard: string | null;
}): string {
  const standard = column.standard === null ? '' : ` default ${column.standard}`;
  return `${column.type}${column.required ? ' not null' : ''}${standard}`;
}

function listIn(definition: string): string[] {
  return (/\((.*)\)/.exec(definition)?.[1] ?? '').split(', ');
}

async function shapeOf<Table extends { readonly name: string }>(
  tables: readonly Table[],
  read: (name: string, table: Table) => Promise<TableShape>,
): Promise<SchemaShape> {
  const shapes: [string, TableShape][] = [];
  for (const table of tables) shapes.push([table.name, await read(table.name, table)]);
  return Object.fromEntries(shapes.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** As PostgreSQL writes it. */
function toForeignKey(key: {
  readonly from: string;
  readonly table: string;
  readonly to: string;
  readonly on_delete: string;
}): string {
  const onDelete = key.on_delete === 'NO ACTION' ? '' : ` ON DELETE ${key.on_delete}`;
  return `${key.from} -> ${key.table}(${key.to})${onDelete}`;
}
