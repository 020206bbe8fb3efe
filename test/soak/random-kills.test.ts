import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { UploadSession } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, createClient, sha256, testBytes } from '../contract/client.ts';
import { type ServerProcess, startProcess } from '../contract/server-process.ts';
import { findFreePort } from '../e2e/support/free-port.ts';

const kills = Number(process.env.SOAK_KILLS ?? 200);
const lanes = 4;
const sizes = [0, 100, 70_000, 6 * 1024 * 1024];
const seed = Number(process.env.SOAK_SEED ?? 20_261_121);

/** One file on its way, and what the server has answered about it. */
interface Upload {
  readonly session: UploadSession;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly answeredParts: Set<number>;
  isCompleted: boolean;
  /** A deletion may have happened although its answer was lost. */
  deletion: 'none' | 'asked' | 'answered';
}

it(`R-D2 R-D11 a server killed ${kills} times at random moments loses nothing it has answered, and its books balance`, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-soak-'));
  const port = String(await findFreePort());
  const random = fc.sample(fc.infiniteStream(fc.nat({ max: 2 ** 30 })), { numRuns: 1, seed })[0];
  const next = (below: number): number => (random?.next().value ?? 0) % below;
  const uploads: Upload[] = [];
  const begun = { count: 0 };
  let server = await startProcess(directory, port);

  try {
    for (let kill = 0; kill < kills; kill += 1) {
      // The moment is chosen by what was answered, not by a clock, so that a slow machine is tested alike.
      let left = 1 + next(25);
      const isAlive = { value: true };
      const client = createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) });
      const stopping = new Promise<void>((resolve) => {
        const lane = async (): Promise<void> => {
          while (isAlive.value) {
            await act(client, { uploads, begun, next }).catch(() => undefined);
            left -= 1;
            if (left <= 0) resolve();
          }
        };
        for (let index = 0; index < lanes; index += 1) void lane();
      });
      await stopping;
      isAlive.value = false;
      await server.kill();
      server = await startProcess(directory, port);
      await requireAnsweredParts(server, uploads);
    }
    await finishAll(server, uploads);
    const servedBytes = await requireFiles(server, uploads);
    await server.stop();
    requireBalance(directory, servedBytes);
  } finally {
    // What it kept stays in the directory when something failed; the server must not.
    await server.kill();
  }
  await rm(directory, { recursive: true, force: true });
}, 3_600_000);

type Client = ReturnType<typeof createClient>;

interface Choice {
  readonly uploads: Upload[];
  /** Begun so far, answered or not: each has a content of its own. */
  readonly begun: { count: number };
  next(below: number): number;
}

async function act(client: Client, choice: Choice): Promise<void> {
  const { next, uploads } = choice;
  const kind = next(10);
  const upload = uploads[next(Math.max(1, uploads.length))];
  if (kind < 3 || !upload) return begin(client, choice);
  if (kind < 7) return sendNext(client, upload, next);
  if (kind < 9) return complete(client, upload);
  if (upload.isCompleted && upload.deletion === 'none') await remove(client, upload);
}

async function begin(client: Client, { begun, next, uploads }: Choice): Promise<void> {
  const size = sizes[next(sizes.length)] ?? 0;
  begun.count += 1;
  const bytes = testBytes(size, begun.count);
  const session = await client.initiate({ file_size: size });
  uploads.push({ session, bytes, answeredParts: new Set(), isCompleted: false, deletion: 'none' });
}

async function sendNext(client: Client, upload: Upload, next: (below: number) => number): Promise<void> {
  if (upload.isCompleted) return;
  const part = 1 + next(upload.session.part_count);
  await client.send(upload.session, upload.bytes, [part]);
  upload.answeredParts.add(part);
}

async function complete(client: Client, upload: Upload): Promise<void> {
  const { status } = await client.complete(upload.session);
  if (status === 200) upload.isCompleted = true;
}

async function remove(client: Client, upload: Upload): Promise<void> {
  upload.deletion = 'asked';
  const { status } = await client.call('DELETE', `/api/files/${upload.session.file_id}`);
  if (status === 200) upload.deletion = 'answered';
}

/** Every part that was answered is there after the kill, unless its session went on to an end. */
async function requireAnsweredParts(server: ServerProcess, uploads: readonly Upload[]): Promise<void> {
  const client = createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) });
  for (const { session, answeredParts, isCompleted } of uploads) {
    if (isCompleted || answeredParts.size === 0) continue;
    const { upload_status, uploaded_parts, reason } = await client.resume(session);
    if (upload_status === 'completed' || reason === 'completing') continue;
    const listed = uploaded_parts.map(({ part_number }) => part_number);
    expect(listed, session.upload_session_id).toEqual(expect.arrayContaining([...answeredParts]));
  }
}

async function finishAll(server: ServerProcess, uploads: readonly Upload[]): Promise<void> {
  const client = createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) });
  for (const upload of uploads) {
    // A deletion that was cut off is asked for again, as a client would.
    if (upload.deletion === 'asked') await remove(client, upload);
    if (upload.isCompleted) continue;
    await finish(client, upload);
  }
}

/** The claim of a killed server has to run out before anybody else may complete the session, or send what it lacks. */
async function finish(client: Client, upload: Upload): Promise<void> {
  for (;;) {
    const isWhole = await sendMissing(client, upload);
    const answer: Answer = await client.complete(upload.session);
    upload.isCompleted = answer.status === 200;
    if (upload.isCompleted) return;
    const { code } = answer.body as { code: string };
    expect(isWhole ? ['completing'] : ['completing', 'parts_missing']).toContain(code);
  }
}

/**
 * Sends what resume does not list; answers whether everything is there then. The job that finishes completions may take the
 * session at any moment, and give it back: a client that is refused asks once more.
 */
async function sendMissing(client: Client, { session, bytes }: Upload): Promise<boolean> {
  for (let triesLeft = 3; ; triesLeft -= 1) {
    const { can_resume, uploaded_parts } = await client.resume(session);
    if (!can_resume) return false;
    const held = new Set(uploaded_parts.map(({ part_number }) => part_number));
    const all = Array.from({ length: session.part_count }, (_, index) => index + 1);
    const missing = all.filter((part) => !held.has(part));
    if (missing.length === 0) return true;
    try {
      await client.send(session, bytes, missing);
      return true;
    } catch (error) {
      if (triesLeft === 1) throw error;
    }
  }
}

/** Answers how many bytes are served, which is what the workspace has to pay for; equal contents are paid for once. */
async function requireFiles(server: ServerProcess, uploads: readonly Upload[]): Promise<number> {
  const sizeOfContent = new Map<string, number>();
  const client = createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) });
  for (const { session, bytes, deletion } of uploads) {
    const response = await client.content(session.file_id);
    const served = new Uint8Array(await response.arrayBuffer());
    if (deletion === 'answered') expect(response.status).toBe(410);
    if (deletion === 'none') expect([response.status, sha256(served)]).toEqual([200, sha256(bytes)]);
    if (deletion === 'asked' && response.status === 200) expect(sha256(served)).toBe(sha256(bytes));
    if (response.status === 200) sizeOfContent.set(sha256(served), served.byteLength);
  }
  return [...sizeOfContent.values()].reduce((sum, size) => sum + size, 0);
}

/** What is reserved belongs to sessions whose opening nobody was told of: they wait to expire. */
function requireBalance(directory: string, servedBytes: number): void {
  const database = new DatabaseSync(join(directory, 'holdfast.db'), { readOnly: true });
  const all = (text: string) => database.prepare(text).all();
  expect(all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(
    all(`select used_bytes as used, reserved_bytes - (select coalesce(sum(file_size), 0) from upload_sessions
           where workspace_id = workspaces.id and status in ('initiating', 'uploading')) as unexplained
         from workspaces where id = 'a-main'`),
  ).toEqual([{ used: servedBytes, unexplained: 0 }]);
  expect(
    all(
      // A job runs, and says so, many times; everything else comes to a status once.
      `select subject_id from audit_events where subject_type <> 'job'
         group by subject_type, subject_id, to_status having count(*) > 1`,
    ),
  ).toEqual([]);
  database.close();
}
