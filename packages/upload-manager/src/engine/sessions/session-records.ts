import type { SessionRecord } from '../../core/session-record.ts';
import { sessionRecordVersion } from '../../core/session-record-version.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { createDraftRecords } from './draft-records.ts';

type NewRecord = Omit<SessionRecord, 'version' | 'savedAt' | 'owner' | 'fence'>;

export interface SessionRecords {
  /** The first record of a small file is written only if the file is still under way a moment later. */
  save(record: NewRecord): Promise<void>;
  forget(id: string): Promise<void>;
  /** Makes a record this page's own, if it still is as it was read: of several pages that try, one succeeds. */
  claim(record: SessionRecord): Promise<boolean>;
  /** Forgets every record of the namespace, readable or not. */
  forgetAll(): Promise<void>;
}

export interface SessionRecordsOptions {
  readonly ports: Pick<Ports, 'clock' | 'repository'>;
  /** This page's name. */
  readonly page: () => string;
  readonly onWarning: (error: UploadError) => void;
  /** Another page took the upload over: what this page still does for it is no longer wanted. */
  readonly onSuperseded: (id: string) => void;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/**
 * Writes sessions down. It only saves time: the server can rebuild everything but the file, so a failure here is a
 * warning and never stops an upload. Each record carries a fence, which goes up whenever a page takes it over: a page
 * that slept through that finds a higher fence than its own, and writes nothing.
 */
export function createSessionRecords(options: SessionRecordsOptions): SessionRecords {
  const { onSuperseded, onWarning, page, ports, signal } = options;
  const { clock, repository } = ports;
  const fences = new Map<string, number>();
  /** Those that have a record, as far as this page knows. */
  const recorded = new Set<string>();
  const drafts = createDraftRecords<NewRecord>({ clock, signal, write: (record) => void write(record) });
  let latest = new Map<string, Promise<void>>();

  /** Writes of one record keep their order, so that a late save never revives a forgotten session. */
  function inOrder(id: string, write: () => Promise<void>): Promise<void> {
    const previous = latest.get(id) ?? Promise.resolve();
    const next = previous.then(write).catch((cause: unknown) => {
      onWarning(new UploadError('storage_blocked', `Browser storage refused record ${id}`, { cause }));
    });
    latest.set(id, next);
    void next.then(() => {
      if (latest.get(id) === next) latest.delete(id);
    });
    return next;
  }

  /** Changes a record unless another page, or a later version of this library, has made it its own. */
  async function changeOwn(id: string, change: () => unknown): Promise<void> {
    const fence = fences.get(id) ?? 0;
    let isForeign = false;
    await repository.update(id, (current) => {
      isForeign = numberIn(current, 'fence') > fence || numberIn(current, 'version') > sessionRecordVersion;
      return isForeign ? current : change();
    });
    if (isForeign) onSuperseded(id);
  }

  function write(record: NewRecord): Promise<void> {
    recorded.add(record.id);
    return inOrder(record.id, async () => {
      const fence = fences.get(record.id) ?? 0;
      await changeOwn(record.id, () => ({
        ...record,
        version: sessionRecordVersion,
        savedAt: clock.now(),
        owner: page(),
        fence,
      }));
      if (!(await repository.isPersistent())) throw new Error('Records do not outlive the page');
    });
  }

  return {
    async save(record) {
      const isSmall = record.session.uploadType === 'direct';
      if (isSmall && !record.paused && !recorded.has(record.id)) return drafts.put(record);
      drafts.drop(record.id);
      return write(record);
    },
    async forget(id) {
      // Nothing was written of it.
      if (drafts.drop(id)) return;
      recorded.delete(id);
      return inOrder(id, async () => {
        await changeOwn(id, () => undefined);
        fences.delete(id);
      });
    },
    async claim(record) {
      const fence = record.fence + 1;
      let isClaimed = false;
      await repository.update(record.id, (current) => {
        isClaimed = numberIn(current, 'fence') === record.fence;
        return isClaimed ? { ...record, owner: page(), fence, savedAt: clock.now() } : current;
      });
      if (!isClaimed) return false;
      fences.set(record.id, fence);
      recorded.add(record.id);
      return true;
    },
    async forgetAll() {
      const pending = [...latest.values()];
      latest = new Map();
      fences.clear();
      recorded.clear();
      drafts.clear();
      await Promise.all(pending);
      await repository.clear();
    },
  };
}

/** Read without a schema: the value may be from any version of this library. */
function numberIn(value: unknown, field: string): number {
  if (typeof value !== 'object' || value === null) return -1;
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'number' ? found : 0;
}
