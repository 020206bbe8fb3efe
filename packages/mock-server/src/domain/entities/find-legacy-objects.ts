import type { WorkspaceRow } from '../../db/schema.ts';
import type { StorageBucket } from '../../storage/object-storage.ts';
import { StorageError } from '../../storage/storage-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { detectType, sniffedBytes } from '../files/type-policy.ts';
import { mapConcurrently } from '../map-concurrently.ts';

/** An object that was in storage before Holdfast, as it was found there. */
export interface LegacyObject {
  readonly storageKey: string;
  readonly roles: ReadonlySet<string>;
  readonly sizeBytes: number;
  readonly detectedType: string | null;
  /** Taken before looking: a record that was deleted since then is not brought back. */
  readonly lookedAtMs: number;
}

interface LegacyLookup {
  /** File ids of older objects that the workspace has recorded, with what each is for. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  readonly found: readonly LegacyObject[];
}

const concurrency = 8;
const chunkSize = 500;

/** Tells older objects that are recorded from those that only storage knows. One of another workspace is neither. */
export async function findLegacyObjects(
  context: BackendContext,
  workspace: Pick<WorkspaceRow, 'id' | 'tenant_id'>,
  keys: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<LegacyLookup> {
  const recorded = await recordedFiles(context, workspace.tenant_id, [...keys.keys()]);
  const known = new Map<string, ReadonlySet<string>>();
  for (const { storage_key, workspace_id, file_id } of recorded) {
    if (workspace_id === workspace.id) known.set(file_id, keys.get(storage_key) ?? new Set());
  }
  const recordedKeys = new Set(recorded.map(({ storage_key }) => storage_key));
  const unknown = [...keys].filter(([storageKey]) => !recordedKeys.has(storageKey));
  const bucket = context.storage.bucketOf(workspace.tenant_id);
  const lookedAtMs = context.clock.now();
  const found = await mapConcurrently(unknown, concurrency, async ([storageKey, roles]) => {
    const object = await lookAt(bucket, storageKey);
    return object === null ? [] : [{ storageKey, roles, lookedAtMs, ...object }];
  });
  return { known, found: found.flat() };
}

async function recordedFiles({ database }: BackendContext, tenantId: string, keys: readonly string[]) {
  const rows = [];
  for (let start = 0; start < keys.length; start += chunkSize) {
    const chunk = await database
      .selectFrom('legacy_files as legacy')
      .innerJoin('files as file', 'file.id', 'legacy.file_id')
      .select(['legacy.storage_key', 'legacy.workspace_id', 'legacy.file_id'])
      .where('legacy.tenant_id', '=', tenantId)
      .where('legacy.storage_key', 'in', keys.slice(start, start + chunkSize))
      .where('file.status', 'in', ['active', 'deleting'])
      .execute();
    rows.push(...chunk);
  }
  return rows;
}

type Look = Pick<LegacyObject, 'sizeBytes' | 'detectedType'>;

async function lookAt({ objects }: StorageBucket, storageKey: string): Promise<Look | null> {
  try {
    const object = await objects.head(storageKey);
    if (object === null) return null;
    const { sizeBytes } = object;
    const start = await objects.open(storageKey, { start: 0, end: Math.min(sniffedBytes, sizeBytes) });
    const firstBytes = new Uint8Array(await new Response(start).arrayBuffer());
    return { sizeBytes, detectedType: await detectType(firstBytes) };
  } catch (error) {
    // A name this store cannot even hold, or an object that went away in between: there is none.
    if (!(error instanceof StorageError)) throw error;
    if (error.code === 'invalid_key' || error.code === 'no_such_object') return null;
    throw error;
  }
}
