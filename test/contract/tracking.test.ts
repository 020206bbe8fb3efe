import type { CrashPoint } from '@holdfast/mock-server';
import { fileRecord, historyList, limits, mebibyte } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClient, ok, testBytes } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';

const points: readonly CrashPoint[] = [
  'session-recorded',
  'multipart-created',
  'storage-completed',
  'final-key-recorded',
  'promoted',
  'completion-recorded',
  'deletion-recorded',
  'object-deleted',
];

/** A host whose server dies, for good, when it comes to the point. */
async function startDying(point: CrashPoint): Promise<{ host: TestHost; died: Promise<void> }> {
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const host = await inProcess.start({
    crash(at) {
      if (at !== point) return Promise.resolve();
      die();
      return new Promise(() => undefined);
    },
  });
  return { host, died };
}

describe('the record of an object', () => {
  it.each(points.flatMap((point) => [100, 6 * mebibyte].map((size) => [point, size] as const)))(
    'R-B1 R-B4 is there before the object is, also when the server dies at %s with %i bytes',
    async (point, size) => {
      const { host, died } = await startDying(point);
      const alice = createClient(host);
      const bytes = testBytes(size);
      const use = async (): Promise<void> => {
        const session = await alice.initiate({ file_size: size, project_id: 'p' });
        await alice.send(session, bytes);
        await alice.complete(session);
        await alice.call('DELETE', `/api/files/${session.file_id}`);
      };

      // A direct upload has no multipart upload to make, so its server lives on.
      await Promise.race([died, use()]);
      const rows = await host.query<Readonly<Record<string, string | null>>>(
        `select file.storage_key, session.temp_key, session.final_key, session.multipart_id
         from files file join upload_sessions session on session.file_id = file.id`,
      );
      const known = new Set(rows.flatMap((row) => Object.values(row)));

      const unknown = (await host.stored()).filter((name) => !known.has(name));
      // An upload in pieces is named by its key, which the store's own list of uploads tells.
      const isUnnamed = point === 'multipart-created' && size > limits.multipartThresholdBytes;
      expect(unknown).toHaveLength(isUnnamed ? 1 : 0);
      expect(rows).toHaveLength(1);
    },
  );
});

const label = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => !text.includes('\0'));
const fields = fc.record(
  {
    file_name: label.filter((text) => text.trim() !== ''),
    mime_type: fc.constantFrom('', 'image/png', 'text/plain; charset=utf-8', 'x/unknown'),
    last_modified: fc.nat(),
    project_id: label,
    scene_id: label,
    file_type: label,
    reference: fc.record({ reference_type: label, reference_id: label }),
    category_ids: fc.array(label, { maxLength: 5 }),
    metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(label, fc.integer(), fc.boolean())),
  },
  { requiredKeys: ['file_name'] },
);

it('R-B2 R-D6 R-D12 record completeness: whatever an upload says of itself is kept, and what it does not say is a default', async () => {
  const host = await inProcess.start();
  const alice = createClient(host);
  await fc.assert(
    fc.asyncProperty(fields, async ({ reference, ...own }) => {
      const said = { ...own, ...reference };
      const record = await alice.upload(testBytes(5), said);

      const { last_modified: _, mime_type, ...kept } = said;
      expect(record).toMatchObject({
        size_bytes: 5,
        status: 'active',
        mime_type: mime_type || 'application/octet-stream',
        detected_type: null,
        reference_type: null,
        reference_id: null,
        project_id: null,
        scene_id: null,
        file_type: null,
        category_ids: [],
        metadata: {},
        processing_status: 'none',
        ...kept,
      });
      expect(ok(fileRecord, await alice.call('GET', `/api/files/${record.file_id}`))).toEqual(record);
      const [entry] = ok(historyList, await alice.call('GET', '/api/ingestion/history?limit=1')).items;
      expect(Object.values(entry ?? {}).every((value) => value !== null && value !== undefined)).toBe(true);
      expect(Object.keys(entry ?? {})).toHaveLength(8);
    }),
    { numRuns: 60 },
  );
  await host.close();
});
