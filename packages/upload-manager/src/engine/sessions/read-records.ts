import { parseSessionRecord, type SessionRecord } from '../../core/session-record.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Ports } from '../../ports/ports.ts';

/** No server keeps a session for so long: what is older was left by somebody who never came back. */
const maxAgeMs = 30 * 24 * 60 * 60 * 1000;

/** Every readable record; unreadable ones are dropped and reported, and so is a store that cannot be read. */
export async function readRecords(
  { clock, repository }: Pick<Ports, 'clock' | 'repository'>,
  onWarning: (error: UploadError) => void,
): Promise<readonly SessionRecord[]> {
  const records: SessionRecord[] = [];
  let hasCorrupt = false;
  try {
    for (const value of await repository.list()) {
      const parsed = parseSessionRecord(value);
      if (parsed.outcome === 'valid') await keepOrPurge(parsed.record);
      if (parsed.outcome === 'corrupt') {
        hasCorrupt = true;
        onWarning(new UploadError('storage_blocked', 'A stored upload was unreadable and was dropped'));
      }
    }
    if (hasCorrupt) await dropCorrupt();
  } catch (cause) {
    onWarning(new UploadError('storage_blocked', 'Browser storage could not be read', { cause }));
  }
  return records;

  async function keepOrPurge(record: SessionRecord): Promise<void> {
    if (clock.now() - record.savedAt <= maxAgeMs) records.push(record);
    else await repository.update(record.id, () => undefined);
  }

  /** By its key: what cannot be read may not say its own, and would be met again at every look. */
  async function dropCorrupt(): Promise<void> {
    for (const key of await repository.keys()) {
      await repository.update(key, (current) =>
        parseSessionRecord(current).outcome === 'corrupt' ? undefined : current,
      );
    }
  }
}
