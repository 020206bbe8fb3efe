import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileRecord } from '../contract/index.ts';
import { UploadError } from '../errors/upload-error.ts';
import { canCancel, canPause, canResume, canRetry } from './selectors.ts';
import { transition } from './transition.ts';
import type { UploadEvent } from './upload-event.ts';
import type { Session, UploadState } from './upload-state.ts';

const session: Session = {
  sessionId: 's1',
  fileId: 'f1',
  uploadType: 'multipart',
  fileSize: 25,
  chunkSize: 10,
  partCount: 3,
  checksumAlgorithm: 'sha256',
};
const file: FileRecord = {
  file_id: 'f1',
  url: 'https://files.test/f1',
  size_bytes: 25,
  status: 'active',
  file_name: 'a.bin',
  mime_type: 'application/octet-stream',
  processing_status: 'none',
  created_at: '2026-01-01T00:00:00.000Z',
};
const network = new UploadError('network', 'no answer');
const expired = new UploadError('upload_expired', 'too old');
const changed = new UploadError('file_changed', 'other bytes');
const mismatch = new UploadError('file_mismatch', 'another file');

const states = {
  preparing: { status: 'preparing' },
  queued: { status: 'queued' },
  initiating: { status: 'initiating', wait: null },
  restoring: { status: 'restoring', session, wait: null },
  needsFile: { status: 'needs-file', session, storedParts: [1], need: 'file', error: null },
  verifying: { status: 'verifying', session, storedParts: [1] },
  uploading: { status: 'uploading', session, storedParts: [1], wait: null },
  pausedEarly: { status: 'paused', session: null, storedParts: [] },
  paused: { status: 'paused', session, storedParts: [1] },
  completing: { status: 'completing', session, wait: null },
  completed: { status: 'completed', file },
  failed: { status: 'failed', error: network, session, storedParts: [1] },
  failedEarly: { status: 'failed', error: network, session: null, storedParts: [] },
  cancelled: { status: 'cancelled' },
} as const satisfies Record<string, UploadState>;

const events: readonly UploadEvent[] = [
  { type: 'filePrepared' },
  { type: 'turnGranted' },
  { type: 'sessionOpened', session },
  { type: 'sessionInspected', session, storedParts: [1], access: 'verified' },
  { type: 'sessionInspected', session, storedParts: [1], access: 'unverified' },
  { type: 'sessionInspected', session, storedParts: [1], access: 'permission' },
  { type: 'sessionInspected', session, storedParts: [1], access: 'missing' },
  { type: 'completionFound', session },
  { type: 'sessionCancelled' },
  { type: 'sessionLost', error: expired, restart: true },
  { type: 'sessionLost', error: expired, restart: false },
  { type: 'fileVerified' },
  { type: 'fileRefused', error: mismatch },
  { type: 'partStored', partNumber: 2 },
  { type: 'partStored', partNumber: 3 },
  { type: 'partsLost', partNumbers: [2] },
  { type: 'fileActivated', file },
  { type: 'workFailed', error: network },
  { type: 'workFailed', error: changed },
  { type: 'waitStarted', wait: { reason: 'offline', until: null, error: null } },
  { type: 'waitEnded' },
  { type: 'fileProvided' },
  { type: 'pauseRequested' },
  { type: 'resumeRequested' },
  { type: 'retryRequested' },
  { type: 'cancelRequested' },
];

const anyState = fc.constantFrom(...Object.values(states));
const anyEvent = fc.constantFrom(...events);

describe('transition', () => {
  it.each([
    ['preparing', { type: 'filePrepared' }, 'queued', ['awaitTurn']],
    ['queued', { type: 'turnGranted' }, 'initiating', ['openSession']],
    ['initiating', { type: 'sessionOpened', session }, 'uploading', ['persistSession', 'sendParts']],
    ['initiating', { type: 'fileActivated', file }, 'completed', ['stopWork', 'forgetSession']],
    ['initiating', { type: 'pauseRequested' }, 'paused', ['stopWork']],
    ['uploading', { type: 'partStored', partNumber: 2 }, 'uploading', []],
    ['uploading', { type: 'pauseRequested' }, 'paused', ['stopWork', 'persistSession']],
    ['uploading', { type: 'workFailed', error: network }, 'failed', ['stopWork']],
    [
      'uploading',
      { type: 'workFailed', error: changed },
      'failed',
      ['stopWork', 'cancelSession', 'forgetSession'],
    ],
    [
      'uploading',
      { type: 'sessionLost', error: expired, restart: true },
      'preparing',
      ['stopWork', 'forgetSession', 'prepare'],
    ],
    [
      'uploading',
      { type: 'sessionLost', error: expired, restart: false },
      'failed',
      ['stopWork', 'forgetSession'],
    ],
    [
      'uploading',
      { type: 'cancelRequested' },
      'cancelled',
      ['stopWork', 'cancelLateSession', 'cancelSession', 'forgetSession'],
    ],
    [
      'uploading',
      { type: 'sessionCancelled' },
      'cancelled',
      ['stopWork', 'cancelLateSession', 'forgetSession'],
    ],
    ['paused', { type: 'resumeRequested' }, 'restoring', ['persistSession', 'inspectSession']],
    ['pausedEarly', { type: 'resumeRequested' }, 'preparing', ['prepare']],
    ['paused', { type: 'workFailed', error: network }, 'paused', []],
    [
      'restoring',
      { type: 'sessionInspected', session, storedParts: [1], access: 'verified' },
      'uploading',
      ['sendParts'],
    ],
    [
      'restoring',
      { type: 'sessionInspected', session, storedParts: [1, 2, 3], access: 'verified' },
      'completing',
      ['completeSession'],
    ],
    [
      'restoring',
      { type: 'sessionInspected', session, storedParts: [1], access: 'unverified' },
      'verifying',
      ['verifyFile'],
    ],
    [
      'restoring',
      { type: 'sessionInspected', session, storedParts: [1], access: 'missing' },
      'needs-file',
      [],
    ],
    ['restoring', { type: 'completionFound', session }, 'completing', ['completeSession']],
    ['needsFile', { type: 'fileProvided' }, 'verifying', ['verifyFile']],
    ['verifying', { type: 'fileRefused', error: mismatch }, 'needs-file', []],
    ['verifying', { type: 'fileVerified' }, 'uploading', ['persistSession', 'sendParts']],
    ['completing', { type: 'cancelRequested' }, 'completing', []],
    ['completing', { type: 'pauseRequested' }, 'completing', []],
    ['completing', { type: 'partsLost', partNumbers: [2] }, 'uploading', ['sendParts']],
    ['completing', { type: 'fileActivated', file }, 'completed', ['stopWork', 'forgetSession']],
    ['failed', { type: 'retryRequested' }, 'restoring', ['persistSession', 'inspectSession']],
    ['failedEarly', { type: 'retryRequested' }, 'preparing', ['prepare']],
    ['failedEarly', { type: 'fileProvided' }, 'preparing', ['prepare']],
  ] as const)('%s on %o becomes %s', (from, event, status, effects) => {
    const [next, ordered] = transition(states[from], event);

    expect(next.status).toBe(status);
    expect(ordered.map((effect) => effect.type)).toEqual(effects);
  });

  it('gives back the reservation of a session in an unexpected state', () => {
    const conflict = new UploadError('session_state_conflict', 'ended elsewhere');
    const [, effects] = transition(states.uploading, { type: 'sessionLost', error: conflict, restart: true });

    expect(effects.map(({ type }) => type)).toEqual([
      'stopWork',
      'cancelSession',
      'forgetSession',
      'prepare',
    ]);
  });

  it('keeps a part that lands while a pause takes effect', () => {
    const [next] = transition(states.paused, { type: 'partStored', partNumber: 3 });

    expect(next).toEqual({ status: 'paused', session, storedParts: [1, 3] });
  });

  it('completes with the last part, whichever it is', () => {
    const [uploading] = transition(states.uploading, { type: 'partStored', partNumber: 3 });
    const [next, effects] = transition(uploading, { type: 'partStored', partNumber: 2 });

    expect(next).toEqual({ status: 'completing', session, wait: null });
    expect(effects).toEqual([{ type: 'completeSession', session }]);
  });

  it('sends only what the server lost', () => {
    const [, effects] = transition(states.completing, { type: 'partsLost', partNumbers: [2] });

    expect(effects).toEqual([{ type: 'sendParts', session, storedParts: [1, 3] }]);
  });

  it('ignores every event in a terminal state', () => {
    for (const state of [states.completed, states.cancelled]) {
      for (const event of events) expect(transition(state, event)).toEqual([state, []]);
    }
  });

  it('offers a request exactly where it does something', () => {
    for (const state of Object.values(states)) {
      const moves = (event: UploadEvent) => transition(state, event)[0] !== state;
      expect([state.status, canPause(state)]).toEqual([state.status, moves({ type: 'pauseRequested' })]);
      expect([state.status, canResume(state)]).toEqual([state.status, moves({ type: 'resumeRequested' })]);
      expect([state.status, canRetry(state)]).toEqual([state.status, moves({ type: 'retryRequested' })]);
      expect([state.status, canCancel(state)]).toEqual([state.status, moves({ type: 'cancelRequested' })]);
    }
  });

  it('never starts work without a state that waits for it, and never two pieces of work at once', () => {
    const work = new Set([
      'prepare',
      'openSession',
      'inspectSession',
      'verifyFile',
      'sendParts',
      'completeSession',
    ]);
    const statusOf: Record<string, string> = {
      prepare: 'preparing',
      openSession: 'initiating',
      inspectSession: 'restoring',
      verifyFile: 'verifying',
      sendParts: 'uploading',
      completeSession: 'completing',
    };
    fc.assert(
      fc.property(anyState, fc.array(anyEvent, { maxLength: 40 }), (start, sequence) => {
        let state: UploadState = start;
        for (const event of sequence) {
          const [next, effects] = transition(state, event);
          const started = effects.filter((effect) => work.has(effect.type));
          expect(started.length).toBeLessThanOrEqual(1);
          for (const effect of started) expect(next.status).toBe(statusOf[effect.type]);
          if ('storedParts' in next && next.storedParts.length > 0) {
            expect(next.storedParts).toEqual([...new Set(next.storedParts)].sort((a, b) => a - b));
          }
          state = next;
        }
      }),
    );
  });

  it('reaches completed or cancelled at most once (R-C1: terminal states are final)', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyEvent, { maxLength: 40 }), (start, sequence) => {
        const seen: UploadState[] = [start];
        for (const event of sequence) seen.push(transition(seen.at(-1) ?? start, event)[0]);
        const first = seen.findIndex(({ status }) => status === 'completed' || status === 'cancelled');
        if (first < 0) return;
        expect(new Set(seen.slice(first))).toEqual(new Set([seen[first]]));
      }),
    );
  });
});
