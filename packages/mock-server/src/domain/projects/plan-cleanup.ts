import type { CleanupPlan } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { sha256Text } from '../encoding.ts';
import { listUntracked } from './erase-by-prefix.ts';
import { filesOf, type ProjectScope } from './project-scope.ts';

const pageSize = 1000;
const sampleSize = 20;

/** What a clean-up would do now, and a token that stands for exactly this. Nothing is changed. */
export async function planCleanup(
  context: BackendContext,
  scope: ProjectScope,
  deletesRecordsOnly: boolean,
): Promise<CleanupPlan> {
  const tracked = await collect(
    filePages(context, scope, deletesRecordsOnly ? ['active'] : ['active', 'deleting']),
  );
  const isPrefixNeeded = tracked.count === 0 && !deletesRecordsOnly;
  const untracked = isPrefixNeeded ? await collect(untrackedPages(context, scope)) : nothing;
  const openUploads = await collect(filePages(context, scope, ['pending']));
  const digests = [tracked, untracked, openUploads].map(({ digest }) => digest);
  return {
    tenant_id: scope.tenantId,
    project_id: scope.projectId,
    delete_records_only: deletesRecordsOnly,
    method: isPrefixNeeded ? 'prefix' : 'tracked',
    objects: tracked.count + untracked.count,
    bytes: tracked.bytes + untracked.bytes,
    open_uploads: openUploads.count,
    sample_keys: [...tracked.sample, ...untracked.sample],
    plan_token: await sha256Text(JSON.stringify([scope, deletesRecordsOnly, digests])),
  };
}

interface Planned {
  readonly key: string;
  readonly bytes: number;
}

interface Collected {
  readonly count: number;
  readonly bytes: number;
  readonly sample: readonly string[];
  /** Of all keys and sizes in their order: a chain, so that no number of them is in memory at once. */
  readonly digest: string;
}

const nothing: Collected = { count: 0, bytes: 0, sample: [], digest: '' };

async function collect(pages: AsyncIterable<readonly Planned[]>): Promise<Collected> {
  let collected = nothing;
  for await (const page of pages) {
    const room = sampleSize - collected.sample.length;
    collected = {
      count: collected.count + page.length,
      bytes: page.reduce((total, { bytes }) => total + bytes, collected.bytes),
      sample: [...collected.sample, ...page.slice(0, room).map(({ key }) => key)],
      digest: await sha256Text(JSON.stringify([collected.digest, page])),
    };
  }
  return collected;
}

async function* filePages(
  context: BackendContext,
  scope: ProjectScope,
  statuses: readonly ('pending' | 'active' | 'deleting')[],
): AsyncGenerator<readonly Planned[]> {
  let afterId = '';
  for (;;) {
    const files = await filesOf(context, scope)
      .select(['id', 'storage_key as key', 'size_bytes as bytes'])
      .where('status', 'in', [...statuses])
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(pageSize)
      .execute();
    yield files.map(({ key, bytes }) => ({ key, bytes }));
    const last = files.at(-1);
    if (!last || files.length < pageSize) return;
    afterId = last.id;
  }
}

async function* untrackedPages(
  context: BackendContext,
  scope: ProjectScope,
): AsyncGenerator<readonly Planned[]> {
  let after: string | null = null;
  do {
    const page = await listUntracked(context, scope, { after, cutoffMs: context.clock.now() });
    yield page.untracked.map(({ key, sizeBytes }) => ({ key, bytes: sizeBytes }));
    after = page.next;
  } while (after !== null);
}
