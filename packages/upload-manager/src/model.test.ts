import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mebibyte, partRange } from './contract/index.ts';
import { canProvideFile } from './core/selectors.ts';
import type { UploadState } from './core/upload-state.ts';
import {
  createFakeFile,
  createTestBrowser,
  type FakeFailure,
  type HeldPart,
  settled,
  type TestBrowser,
} from './testing/index.ts';
import { createLateCode } from './testing/late-code.ts';
import type { UploadManager } from './upload-manager.ts';

/** What may happen next. `pick` chooses among what there is. */
type Step =
  | { readonly kind: 'add'; readonly isSmall: boolean; readonly copies: number }
  | { readonly kind: 'pause' | 'resume' | 'cancel' | 'retry' | 'remove'; readonly pick: number }
  | { readonly kind: 'accept' | 'loseAnswer' | 'drop' | 'progress'; readonly pick: number }
  | { readonly kind: 'fail'; readonly what: Failing; readonly failure: FakeFailure }
  | { readonly kind: 'wait'; readonly forMs: number }
  | { readonly kind: 'freeze' | 'offline' | 'online' | 'openPage' | 'reload' | 'loseCode' | 'findCode' }
  | { readonly kind: 'killPage'; readonly pick: number }
  | { readonly kind: 'provideFile'; readonly pick: number; readonly isRight: boolean }
  | { readonly kind: 'endSession'; readonly pick: number; readonly as: 'failed' | 'cancelled' }
  | { readonly kind: 'loseParts'; readonly pick: number };

type Failing = Parameters<TestBrowser['backend']['fail']>[0];

const pick = fc.nat({ max: 50 });
const failing = fc.constantFrom<Failing>(
  'bytes',
  'initiateUploadBatch',
  'signParts',
  'signUploads',
  'resumeUpload',
  'completeUploadBatch',
  'cancelUpload',
);
const failure = fc.record({
  code: fc.constantFrom<FakeFailure['code']>(
    'network',
    'rate_limited',
    'storage_unavailable',
    'internal_error',
    'url_invalid',
    'session_state_conflict',
    'upload_gone',
    'unauthorized',
  ),
  times: fc.integer({ min: 1, max: 3 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      isSmall: fc.boolean(),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('pause' as const, 'resume', 'cancel', 'retry', 'remove'),
      pick,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('accept' as const, 'loseAnswer', 'drop', 'progress'),
      pick,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fail' as const), what: failing, failure }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      forMs: fc.constantFrom(1, 100, 1500, 40_000, 16 * 60_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'freeze' as const,
        'offline',
        'online',
        'openPage',
        'reload',
        'loseCode',
        'findCode',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('killPage' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('provideFile' as const), pick, isRight: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('endSession' as const),
      pick,
      as: fc.constantFrom('failed' as const, 'cancelled'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('loseParts' as const), pick }) },
);

interface Page {
  readonly manager: UploadManager;
  /** Uploads that have ended here and were not tried again, and how. */
  readonly ended: Map<string, UploadState['status']>;
  /** The highest confirmed bytes, by upload and session. */
  readonly confirmed: Map<string, number>;
}

function createWorld() {
  const browser = createTestBrowser();
  const { backend, clock, connectivity } = browser;
  const held = backend.holdBytes();
  const lateCode = createLateCode();
  const pages: Page[] = [];
  /** What a listener saw that must not be: the engine shields itself from what a listener throws. */
  const violations: string[] = [];
  const files = new Map<string, File>();
  const shrinkable = new Set<string>();
  let fileCount = 0;

  function openPage(): void {
    const manager = lateCode.openPage(browser);
    const page: Page = { manager, ended: new Map(), confirmed: new Map() };
    const end = (status: UploadState['status']) => {
      return ({ upload }: { readonly upload: { readonly id: string } }) => {
        const before = page.ended.get(upload.id);
        if (before !== undefined) violations.push(`${upload.id} ended twice: ${before}, then ${status}`);
        page.ended.set(upload.id, status);
      };
    };
    manager.on('completed', end('completed'));
    manager.on('failed', end('failed'));
    manager.on('cancelled', end('cancelled'));
    manager.on('changed', ({ upload, previous }) => {
      const { status } = previous.state;
      if (status === 'completed' || status === 'cancelled')
        violations.push(`${upload.id} went from ${status} to ${upload.state.status}`);
      // A failed upload may be tried again: that is a new attempt, with an end of its own.
      if (previous.state.status === 'failed') page.ended.delete(upload.id);
    });
    pages.push(page);
    manager.restore().catch(() => {
      // Its code never came: the person asks again later.
    });
  }

  function newFile(isSmall: boolean): File {
    fileCount += 1;
    const name = `file-${fileCount}`;
    const file = createFakeFile({
      name,
      content: name,
      sizeBytes: isSmall ? 1000 + fileCount : 12 * mebibyte + fileCount,
    });
    files.set(name, file);
    return file;
  }

  /** What holds at every moment. */
  function check(): void {
    expect(violations).toEqual([]);
    const sending = held.map(({ partNumber, sessionId }) => `${sessionId}/${partNumber}`);
    expect(new Set(sending).size, 'a part is being sent twice at once').toBe(sending.length);
    for (const page of pages) {
      for (const id of page.manager.list.getState().ids) {
        const upload = page.manager.getUpload(id)?.getState();
        if (upload === undefined) continue;
        const { progress, state } = upload;
        expect(progress.confirmedBytes).toBeLessThanOrEqual(progress.sentBytes);
        if (!('session' in state) || state.session === null) continue;
        const { sessionId } = state.session;
        const key = `${id} ${sessionId}`;
        const before = page.confirmed.get(key) ?? 0;
        if (!shrinkable.has(sessionId) && state.status === 'uploading' && page.ended.get(id) === undefined) {
          expect(progress.confirmedBytes, 'confirmed bytes shrank').toBeGreaterThanOrEqual(before);
          page.confirmed.set(key, progress.confirmedBytes);
        }
      }
    }
    for (const { item, contents, chunkSize, id, status, stored } of backend.sessions.values()) {
      if (status !== 'completed') continue;
      for (const partNumber of stored.keys()) {
        const { start, end } = partRange(item.file_size, chunkSize, partNumber);
        expect(contents.get(partNumber), `${id} holds other bytes`).toBe(`${item.file_name}:${start}-${end}`);
      }
    }
  }

  /** No bytes go to a session whose upload the user has cancelled. */
  function checkCancelled(): void {
    for (const { manager } of pages) {
      for (const id of manager.list.getState().ids) {
        if (manager.getUpload(id)?.getState().state.status !== 'cancelled') continue;
        const sessions = [...backend.sessions.values()].filter(({ item }) => item.client_reference === id);
        const isSending = held.some((part) => sessions.some((session) => session.id === part.sessionId));
        expect(isSending, `${id} is sent although it was cancelled`).toBe(false);
      }
    }
  }

  return {
    browser,
    backend,
    check,
    checkCancelled,
    clock,
    connectivity,
    files,
    held,
    lateCode,
    newFile,
    openPage,
    pages,
    shrinkable,
  };
}

type World = ReturnType<typeof createWorld>;

const at = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];

function uploadsOf({ pages }: World): readonly { readonly page: Page; readonly id: string }[] {
  return pages.flatMap((page) => page.manager.list.getState().ids.map((id) => ({ page, id })));
}

function act(
  world: World,
  part: HeldPart | undefined,
  kind: 'accept' | 'loseAnswer' | 'drop' | 'progress',
): void {
  if (part === undefined) return;
  // Offline, nothing comes back.
  const isOffline = !world.connectivity.isOnline();
  if (kind === 'progress') part.progress(Math.floor(part.sizeBytes / 2));
  else if (isOffline) part.drop();
  else part[kind]();
}

async function take(world: World, next: Step): Promise<void> {
  const { backend, clock, connectivity, files, held, lateCode, newFile, openPage, pages, shrinkable } = world;
  switch (next.kind) {
    case 'add':
      pages[0]?.manager.add(Array.from({ length: next.copies }, () => newFile(next.isSmall)));
      break;
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'retry':
    case 'remove': {
      const chosen = at(uploadsOf(world), next.pick);
      chosen?.page.manager[next.kind](chosen.id);
      break;
    }
    case 'accept':
    case 'loseAnswer':
    case 'drop':
    case 'progress':
      act(world, at(held, next.pick), next.kind);
      break;
    case 'fail':
      backend.fail(next.what, next.failure);
      break;
    case 'wait':
      await clock.advance(next.forMs);
      break;
    case 'freeze':
      await clock.freeze(10 * 60_000);
      break;
    case 'offline':
      connectivity.goOffline();
      for (const part of [...held]) part.drop();
      backend.fail('bytes', { code: 'network', times: 2 });
      break;
    case 'online':
      connectivity.goOnline();
      break;
    case 'loseCode':
      lateCode.isMissing();
      break;
    case 'findCode':
      lateCode.arrives();
      break;
    case 'openPage':
      if (pages.length < 3) openPage();
      break;
    case 'reload':
      // Every page at once: nobody is left who has the files.
      for (const { manager } of pages.splice(0)) manager.destroy();
      openPage();
      break;
    case 'killPage':
      if (pages.length > 1) pages.splice(next.pick % pages.length, 1)[0]?.manager.destroy();
      break;
    case 'provideFile': {
      const waiting = uploadsOf(world).filter(
        ({ id, page }) => page.manager.getUpload(id)?.getState().state.status === 'needs-file',
      );
      const chosen = at(waiting, next.pick);
      const name = chosen?.page.manager.getUpload(chosen.id)?.getState().file.name ?? '';
      const right = files.get(name);
      if (chosen === undefined || right === undefined) break;
      const wrong = createFakeFile({ name, content: 'something else', sizeBytes: right.size });
      chosen.page.manager.provideFile(chosen.id, next.isRight ? right : wrong);
      break;
    }
    case 'endSession': {
      const session = at(
        [...backend.sessions.values()].filter(({ status }) => status === 'uploading'),
        next.pick,
      );
      if (session !== undefined) backend.endSession(session.id, next.as);
      break;
    }
    case 'loseParts': {
      const session = at(
        [...backend.sessions.values()].filter(({ status }) => status === 'uploading'),
        next.pick,
      );
      const [first] = session?.stored.keys() ?? [];
      if (session === undefined || first === undefined) break;
      shrinkable.add(session.id);
      backend.loseParts(session.id, [first]);
      break;
    }
  }
  await settled();
}

/** From here on everything works and everybody helps: each upload has to come to its end. */
async function heal(world: World): Promise<void> {
  const { backend, clock, connectivity, files, lateCode, openPage, pages } = world;
  lateCode.arrives();
  connectivity.goOnline();
  backend.forgive();
  backend.releaseBytes();
  if (pages.length === 0) openPage();
  for (const { manager } of pages) void manager.restore();
  for (let round = 0; round < 12; round += 1) {
    await clock.advance(10 * 60_000);
    for (const { manager } of pages) {
      for (const id of manager.list.getState().ids) {
        const upload = manager.getUpload(id)?.getState();
        const file = files.get(upload?.file.name ?? '');
        // Whatever was lost with the page: a person who still wants the file uploaded hands it in again.
        if (upload !== undefined && file !== undefined && canProvideFile(upload.state))
          manager.provideFile(id, file);
      }
      manager.resume();
      manager.retry();
    }
  }
  await clock.advance(10 * 60_000);
}

it('R-C4 R-F1 R-F2 R-F6 C47 whatever happens in whatever order: one end for each upload, no foreign byte, no lost connection', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const world = createWorld();
      world.openPage();
      try {
        for (const next of steps) {
          await take(world, next);
          world.check();
          world.checkCancelled();
        }
        await heal(world);
        world.check();

        for (const { manager } of world.pages) {
          const statuses = manager.list
            .getState()
            .ids.map((id) => manager.getUpload(id)?.getState().state)
            .filter((state) => state?.status !== 'completed' && state?.status !== 'cancelled');
          expect(statuses, 'an upload never came to its end').toEqual([]);
        }
        // No connection was lost on the way: the first page still has all of them.
        world.backend.holdBytes();
        world.pages[0]?.manager.add([createFakeFile({ name: 'last', sizeBytes: 1024 * mebibyte })]);
        await world.clock.advance(5000);
        expect(world.held).toHaveLength(6);
      } finally {
        for (const { manager } of world.pages) manager.destroy();
      }
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 150) },
  );
});
