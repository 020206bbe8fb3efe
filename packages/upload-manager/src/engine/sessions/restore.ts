import type { SessionRecord } from '../../core/session-record.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SessionRecords } from './session-records.ts';

export interface RestoreOptions {
  readonly ports: Pick<Ports, 'tabLock'>;
  readonly records: SessionRecords;
  /** This page's lock name. */
  readonly owner: string;
  /** Takes records over into this page. */
  readonly adopt: (records: readonly SessionRecord[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Brings back the uploads of pages that are gone. Uploads of a page that lives stay with it; when it goes away,
 * exactly one of the others takes them over.
 */
export async function restoreSessions(options: RestoreOptions): Promise<void> {
  const { owner, ports, records, signal } = options;
  const owners = new Set((await records.list()).map((record) => record.owner));
  owners.delete(owner);
  await Promise.all(
    [...owners].map(async (other) => {
      if (await ports.tabLock.isFree(other)) {
        await takeOver(options, other);
        return;
      }
      ports.tabLock
        .whenFree(other, signal)
        .then(() => takeOver(options, other))
        .catch(() => {
          // The manager was destroyed while it waited.
        });
    }),
  );
}

/** Read again under a lock: of several pages that see the same owner go, the first takes its records. */
function takeOver({ adopt, ports, records }: RestoreOptions, other: string): Promise<void> {
  return ports.tabLock.exclusively('holdfast:take-over', async () => {
    const abandoned = (await records.list()).filter((record) => record.owner === other);
    if (abandoned.length > 0) await adopt(abandoned);
  });
}
