import type { SessionRecord } from '../../core/session-record.ts';
import { sessionRecordVersion } from '../../core/session-record-version.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Ports } from '../../ports/ports.ts';

export interface SessionRecords {
  save(record: Omit<SessionRecord, 'version' | 'savedAt' | 'owner'>): Promise<void>;
  forget(id: string): Promise<void>;
}

/**
 * Writes sessions down. It only saves time: the server can rebuild everything but the file, so a failure here is a
 * warning and never stops an upload.
 */
export function createSessionRecords(
  { clock, repository }: Pick<Ports, 'clock' | 'repository'>,
  owner: string,
  onWarning: (error: UploadError) => void,
): SessionRecords {
  const latest = new Map<string, Promise<void>>();

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

  return {
    save: (record) =>
      inOrder(record.id, async () => {
        const savedAt = clock.now();
        await repository.put(record.id, { ...record, version: sessionRecordVersion, savedAt, owner });
        if (!(await repository.isPersistent())) throw new Error('Records do not outlive the page');
      }),
    forget: (id) => inOrder(id, () => repository.delete(id)),
  };
}
