import { parseSessionRecord, type SessionRecord } from '../../core/session-record.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { SessionRepository } from '../../ports/session-repository.ts';

/** Every readable record; unreadable ones are dropped and reported. */
export async function readRecords(
  repository: SessionRepository,
  onWarning: (error: UploadError) => void,
): Promise<readonly SessionRecord[]> {
  const records: SessionRecord[] = [];
  for (const value of await repository.list()) {
    const parsed = parseSessionRecord(value);
    if (parsed.outcome === 'valid') records.push(parsed.record);
    if (parsed.outcome === 'corrupt') await dropCorrupt(value);
  }
  return records;

  async function dropCorrupt(value: unknown): Promise<void> {
    onWarning(new UploadError('storage_blocked', 'A stored upload was unreadable and was dropped'));
    if (typeof value !== 'object' || value === null || !('id' in value)) return;
    if (typeof value.id === 'string') await repository.delete(value.id);
  }
}
