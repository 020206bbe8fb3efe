import { createHash } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { temporaryKey } from '../key-layout.ts';
import type { MultipartReference, StorageBucket } from '../object-storage.ts';
import { StorageError } from '../storage-error.ts';
import { createLocalStorage, type LocalStorage } from './local-storage.ts';
import { type DiskRecord, restoreAfterPowerLoss } from './power-loss.suite.ts';

const record = vi.hoisted((): DiskRecord => {
  // Tests before this one have loaded the driver with the real file system.
  vi.resetModules();
  return [];
});
vi.mock('node:fs/promises', async (importOriginal) => {
  const { recordChanges } = await import('./power-loss.suite.ts');
  return recordChanges(await importOriginal(), record);
});

type Step =
  | { readonly kind: 'put'; readonly partNumber: number; readonly content: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'complete' | 'promote' | 'delete' | 'abort' };

/** What storage shows of one upload. */
type Shown =
  | { readonly stage: 'open'; readonly parts: Readonly<Record<number, string>> }
  | { readonly stage: 'joined' | 'final'; readonly content: string }
  | { readonly stage: 'gone' };

const content = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Uint8Array.from(bytes));
const put = fc.record({
  kind: fc.constant('put' as const),
  partNumber: fc.integer({ min: 1, max: 3 }),
  content,
});
const ending = fc.constantFrom<readonly Step[]>(
  [],
  [{ kind: 'abort' }],
  [{ kind: 'complete' }],
  [{ kind: 'complete' }, { kind: 'promote' }],
  [{ kind: 'complete' }, { kind: 'promote' }, { kind: 'delete' }],
);
const upload = fc
  .tuple(fc.array(put, { minLength: 1, maxLength: 5 }), ending)
  .map(([puts, steps]): readonly Step[] => [...puts, ...steps]);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const storageOptions = {
  signingSecret: 'secret',
  baseUrl: 'http://localhost',
  clock: systemClock,
  identifiers: randomIdentifiers,
  log: () => undefined,
};

it('R-D2 R-D12 atomic writes: when the power goes at any moment, what was answered is there whole, and the rest is there whole or not at all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(upload, { minLength: 1, maxLength: 2 }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)), {
        minLength: 3,
        maxLength: 6,
      }),
      async (uploads, losses) => {
        record.length = 0;
        const folder = mkdtempSync(join(realpathSync(tmpdir()), 'holdfast-power-'));
        const root = join(folder, 'root');
        const storage = await createLocalStorage({ ...storageOptions, root });
        const begun = record.length;
        const histories = await Promise.all(
          uploads.map((steps, index) => run(storage, { id: `u${index}`, steps })),
        );
        const changes = [...record];
        expect(changes.length).toBeGreaterThan(begun);

        for (const [index, [moment, luck]] of losses.entries()) {
          const after = begun + Math.round((changes.length - begun) * moment);
          const into = join(folder, `after-${index}`);
          restoreAfterPowerLoss(changes, { root, into, after, luck });
          const restored = await createLocalStorage({ ...storageOptions, root: into });
          for (const history of histories) await requireKept(restored, history, after);
        }
        rmSync(folder, { recursive: true, force: true });
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

/** What was done to one upload, and how long the record was when each step was answered. */
interface History {
  readonly id: string;
  readonly reference: MultipartReference;
  readonly steps: readonly {
    readonly step: Step | null;
    readonly startedAt: number;
    readonly answeredAt: number;
  }[];
}

const bucketOf = (storage: LocalStorage): StorageBucket => storage.bucketOf('t');

async function run(
  storage: LocalStorage,
  { id, steps }: { readonly id: string; readonly steps: readonly Step[] },
): Promise<History> {
  const { multipart } = bucketOf(storage);
  const createdFrom = record.length;
  const reference = await multipart.create({ key: temporaryKey(id), writeToken: id, algorithm: 'sha256' });
  const history = [{ step: null as Step | null, startedAt: createdFrom, answeredAt: record.length }];
  for (const step of steps) {
    const startedAt = record.length;
    await perform(storage, { id, reference, step });
    history.push({ step, startedAt, answeredAt: record.length });
  }
  return { id, reference, steps: history };
}

async function perform(
  storage: LocalStorage,
  {
    id,
    reference,
    step,
  }: { readonly id: string; readonly reference: MultipartReference; readonly step: Step },
): Promise<void> {
  const { multipart, objects } = bucketOf(storage);
  const toKey = finalKeyOf(id);
  if (step.kind === 'put') {
    const { url } = await multipart.signPart({
      ...reference,
      partNumber: step.partNumber,
      sizeBytes: step.content.byteLength,
      algorithm: 'sha256',
      checksum: Buffer.from(sha256(step.content), 'hex').toString('base64'),
      expiresAtMs: Number.MAX_SAFE_INTEGER,
    });
    const answer = await storage.endpoint.fetch(new Request(url, { method: 'PUT', body: step.content }));
    expect(answer.status).toBe(200);
  }
  if (step.kind === 'abort') await multipart.abort(reference);
  if (step.kind === 'complete') {
    const target = { ...reference, writeToken: id, algorithm: 'sha256' } as const;
    await multipart.complete(target, await multipart.listParts(reference));
  }
  if (step.kind === 'promote') {
    const etag = (await objects.head(reference.key))?.etag ?? '';
    await objects.promote({ fromKey: reference.key, toKey, etag, writeToken: id });
  }
  if (step.kind === 'delete') await objects.delete(toKey);
}

function finalKeyOf(id: string): string {
  return `tenants/t/files/${id}`;
}

/** The upload shows what was answered before the power went, or in addition the step that was under way. */
async function requireKept(
  storage: LocalStorage,
  { id, reference, steps }: History,
  after: number,
): Promise<void> {
  const answered = steps.filter(({ answeredAt }) => answeredAt <= after);
  const underWay = steps.filter(({ startedAt, answeredAt }) => startedAt <= after && answeredAt > after);
  const allowed = [answered, [...answered, ...underWay]].map((done) =>
    shownAfter(done.map(({ step }) => step)),
  );

  expect(allowed).toContainEqual(await look(bucketOf(storage), { id, reference }));
}

function shownAfter(steps: readonly (Step | null)[]): Shown {
  let shown: Shown = { stage: 'gone' };
  const parts = new Map<number, Uint8Array>();
  const whole = () => {
    const ordered = [...parts].sort(([left], [right]) => left - right);
    return sha256(Buffer.concat(ordered.map(([, bytes]) => bytes)));
  };
  for (const step of steps) {
    if (step === null) shown = { stage: 'open', parts: {} };
    else if (step.kind === 'put') {
      parts.set(step.partNumber, step.content);
      shown = {
        stage: 'open',
        parts: Object.fromEntries([...parts].map(([number, bytes]) => [number, sha256(bytes)])),
      };
    } else if (step.kind === 'complete') shown = { stage: 'joined', content: whole() };
    else if (step.kind === 'promote') shown = { stage: 'final', content: whole() };
    else shown = { stage: 'gone' };
  }
  return shown;
}

async function look(
  bucket: StorageBucket,
  { id, reference }: { readonly id: string; readonly reference: MultipartReference },
): Promise<Shown> {
  for (const [stage, key] of [
    ['final', finalKeyOf(id)],
    ['joined', reference.key],
  ] as const) {
    const object = await bucket.objects.head(key);
    if (object) return { stage, content: sha256(await read(bucket, key, object.sizeBytes)) };
  }
  try {
    return { stage: 'open', parts: await lookAtParts(bucket, { id, reference }) };
  } catch (error) {
    if (error instanceof StorageError && error.code === 'no_such_upload') return { stage: 'gone' };
    throw error;
  }
}

/** Joins what is listed, to read it: a part that is listed must hold its bytes. */
async function lookAtParts(
  bucket: StorageBucket,
  { id, reference }: { readonly id: string; readonly reference: MultipartReference },
): Promise<Readonly<Record<number, string>>> {
  const parts = await bucket.multipart.listParts(reference);
  if (parts.length === 0) return {};
  await bucket.multipart.complete({ ...reference, writeToken: id, algorithm: 'sha256' }, parts);
  const shown: Record<number, string> = {};
  let start = 0;
  for (const { partNumber, sizeBytes } of parts) {
    const range = { start, end: start + sizeBytes };
    const bytes = await new Response(await bucket.objects.open(reference.key, range)).bytes();
    shown[partNumber] = sha256(bytes);
    start += sizeBytes;
  }
  return shown;
}

async function read(bucket: StorageBucket, key: string, sizeBytes: number): Promise<Uint8Array> {
  return new Response(await bucket.objects.open(key, { start: 0, end: sizeBytes })).bytes();
}
