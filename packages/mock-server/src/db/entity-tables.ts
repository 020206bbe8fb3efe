import type { EntityStatus } from '@holdfast/upload-manager/contract';
import type { Selectable } from 'kysely';

// What files are for and who they are charged to. Types as in `schema.ts`.

/** What a user's files take, over all workspaces of the tenant. */
interface UserTable {
  tenant_id: string;
  user_id: string;
  used_bytes: number;
  reserved_bytes: number;
}

/** Workspaces a user belongs to beside those its credentials name. */
interface MembershipTable {
  tenant_id: string;
  user_id: string;
  workspace_id: string;
  created_at: number;
}

/** How many of a kind there are: workspaces of a tenant, entities of a workspace. */
interface PlanCountTable {
  scope: 'tenant' | 'workspace';
  scope_id: string;
  kind: string;
  used: number;
}

interface EntityTable {
  id: string;
  tenant_id: string;
  workspace_id: string;
  user_id: string;
  kind: string;
  parent_id: string | null;
  /** A deleted entity keeps its row, so that deleting it again answers the same. */
  status: EntityStatus;
  attributes: string;
  /** Files that went with the entity and all below it. */
  deleted_files: number;
  trashed_at: number | null;
  created_at: number;
  updated_at: number;
}

interface FileReferenceTable {
  file_id: string;
  reference_type: string;
  reference_id: string;
  tenant_id: string;
  workspace_id: string;
  /** Rows of an entity follow its attributes; rows of a client stay until it removes them. */
  origin: 'client' | 'entity';
  created_at: number;
}

/** Objects that were in storage before Holdfast: each becomes one file at most. */
interface LegacyFileTable {
  tenant_id: string;
  storage_key: string;
  workspace_id: string;
  file_id: string;
}

export interface EntityTables {
  users: UserTable;
  memberships: MembershipTable;
  plan_counts: PlanCountTable;
  entities: EntityTable;
  file_references: FileReferenceTable;
  legacy_files: LegacyFileTable;
}

export type EntityRow = Selectable<EntityTable>;
