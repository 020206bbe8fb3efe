import type { UploadErrorCode } from '../errors/upload-error.ts';
import { assertNever } from './assert-never.ts';
import { sessionOf, storedPartsOf } from './selectors.ts';
import type { UploadEffect } from './upload-effect.ts';
import type { UploadEvent } from './upload-event.ts';
import type { Session, StoredParts, UploadState, Wait } from './upload-state.ts';

export type Transition = readonly [UploadState, readonly UploadEffect[]];
type EventOf<Type extends UploadEvent['type']> = Extract<UploadEvent, { type: Type }>;

/** After these the session is of no use: a retry starts a new one, and the reservation is given back now. */
const sessionEndingCodes: ReadonlySet<UploadErrorCode> = new Set([
  'file_changed',
  'type_not_allowed',
  'not_found',
  'upload_expired',
  'upload_gone',
  'session_state_conflict',
]);

/**
 * The whole life of an upload: one pure function from state and event to the next state and the effects to run.
 * Unexpected events change nothing, because late answers are normal; terminal states ignore everything.
 */
export function transition(state: UploadState, event: UploadEvent): Transition {
  if (state.status === 'completed' || state.status === 'cancelled') return [state, []];
  switch (event.type) {
    case 'filePrepared':
      return state.status === 'preparing' ? [{ status: 'queued' }, [{ type: 'awaitTurn' }]] : [state, []];
    case 'sessionRecognised':
      return state.status === 'preparing' ? startAgain(event.session, event.storedParts) : [state, []];
    case 'turnGranted':
      return state.status === 'queued'
        ? [{ status: 'initiating', wait: null }, [{ type: 'openSession' }]]
        : [state, []];
    case 'sessionOpened':
      return onSessionOpened(state, event);
    case 'sessionInspected':
      return onSessionInspected(state, event);
    case 'completionFound':
      return state.status === 'restoring' ? completing(event.session, []) : [state, []];
    case 'sessionCancelled':
      return [
        { status: 'cancelled' },
        [{ type: 'stopWork' }, { type: 'cancelLateSession' }, { type: 'forgetSession' }],
      ];
    case 'sessionLost':
      return onSessionLost(state, event);
    case 'sessionDoubted':
      return onSessionDoubted(state);
    case 'fileVerified':
      return onFileVerified(state);
    case 'fileRefused':
      return onFileRefused(state, event);
    case 'partStored':
      return onPartStored(state, event);
    case 'partsLost':
      return onPartsLost(state, event);
    case 'fileActivated':
      return [{ status: 'completed', file: event.file }, [{ type: 'stopWork' }, { type: 'forgetSession' }]];
    case 'workFailed':
      return onWorkFailed(state, event);
    case 'waitStarted':
      return withWait(state, event.wait);
    case 'waitEnded':
      return withWait(state, null);
    case 'workInterrupted':
      return onWorkInterrupted(state);
    case 'fileProvided':
      return onFileProvided(state);
    case 'pauseRequested':
      return onPauseRequested(state);
    case 'resumeRequested':
      return state.status === 'paused' ? startAgain(state.session) : [state, []];
    case 'retryRequested':
      return state.status === 'failed' ? startAgain(state.session) : [state, []];
    case 'cancelRequested':
      return onCancelRequested(state);
    default:
      return assertNever(event);
  }
}

/** Goes on sending, or straight to completion when nothing is left to send. */
function sending(session: Session, storedParts: StoredParts, first: readonly UploadEffect[]): Transition {
  if (storedParts.length === session.partCount) return completing(session, first);
  return [
    { status: 'uploading', session, storedParts, wait: null },
    [...first, { type: 'sendParts', session, storedParts }],
  ];
}

function completing(session: Session, first: readonly UploadEffect[]): Transition {
  return [{ status: 'completing', session, wait: null }, [...first, { type: 'completeSession', session }]];
}

function startAgain(session: Session | null, storedParts: StoredParts = []): Transition {
  if (session === null) return [{ status: 'preparing' }, [{ type: 'prepare' }]];
  return [
    { status: 'restoring', session, wait: null },
    [
      { type: 'persistSession', session, storedParts, paused: false },
      { type: 'inspectSession', session },
    ],
  ];
}

function onWorkInterrupted(state: UploadState): Transition {
  switch (state.status) {
    case 'preparing':
    case 'queued':
    case 'initiating':
      return startAgain(null);
    case 'restoring':
    case 'verifying':
    case 'uploading':
    case 'completing':
      return [
        { status: 'restoring', session: state.session, wait: null },
        [{ type: 'inspectSession', session: state.session }],
      ];
    default:
      return [state, []];
  }
}

function onSessionOpened(state: UploadState, event: EventOf<'sessionOpened'>): Transition {
  if (state.status !== 'initiating') return [state, []];
  return sending(
    event.session,
    [],
    [{ type: 'persistSession', session: event.session, storedParts: [], paused: false }],
  );
}

function onSessionInspected(state: UploadState, event: EventOf<'sessionInspected'>): Transition {
  if (state.status !== 'restoring') return [state, []];
  const { session, storedParts, access } = event;
  switch (access) {
    case 'verified':
      return sending(session, storedParts, []);
    case 'unverified':
      return [{ status: 'verifying', session, storedParts }, [{ type: 'verifyFile', session, storedParts }]];
    case 'permission':
      return [{ status: 'needs-file', session, storedParts, need: 'permission', error: null }, []];
    case 'missing':
      return [{ status: 'needs-file', session, storedParts, need: 'file', error: null }, []];
    default:
      return assertNever(access);
  }
}

function onSessionLost(state: UploadState, event: EventOf<'sessionLost'>): Transition {
  const session = sessionOf(state);
  // A session in an unexpected state may still hold its reservation.
  const giveBack: readonly UploadEffect[] =
    session !== null && event.error.code === 'session_state_conflict'
      ? [{ type: 'cancelSession', session }]
      : [];
  const cleanUp: readonly UploadEffect[] = [{ type: 'stopWork' }, ...giveBack, { type: 'forgetSession' }];
  if (!event.restart) {
    return [{ status: 'failed', error: event.error, session: null, storedParts: [] }, cleanUp];
  }
  return state.status === 'paused'
    ? [{ status: 'paused', session: null, storedParts: [] }, cleanUp]
    : [{ status: 'preparing' }, [...cleanUp, { type: 'prepare' }]];
}

/** Only work in progress meets such an answer; what is paused or waits asks anyway before it goes on. */
function onSessionDoubted(state: UploadState): Transition {
  if (state.status !== 'uploading' && state.status !== 'completing') return [state, []];
  const { session } = state;
  return [{ status: 'restoring', session, wait: null }, [{ type: 'inspectSession', session }]];
}

/** Written down now, because a session from another device was not, and a file chosen again may bring a handle. */
function onFileVerified(state: UploadState): Transition {
  if (state.status !== 'verifying') return [state, []];
  const { session, storedParts } = state;
  return sending(session, storedParts, [{ type: 'persistSession', session, storedParts, paused: false }]);
}

function onFileRefused(state: UploadState, event: EventOf<'fileRefused'>): Transition {
  if (state.status !== 'verifying' && state.status !== 'needs-file') return [state, []];
  const { session, storedParts } = state;
  const need = state.status === 'needs-file' ? state.need : 'file';
  return [{ status: 'needs-file', session, storedParts, need, error: event.error }, []];
}

function onPartStored(state: UploadState, event: EventOf<'partStored'>): Transition {
  // A part may land while a pause takes effect: it counts, or it would be sent again.
  if (state.status !== 'uploading' && state.status !== 'paused') return [state, []];
  if (state.session === null || state.storedParts.includes(event.partNumber)) return [state, []];
  const storedParts = [...state.storedParts, event.partNumber].sort((a, b) => a - b);
  if (state.status === 'paused') return [{ ...state, storedParts }, []];
  if (storedParts.length === state.session.partCount) return completing(state.session, []);
  return [{ ...state, storedParts, wait: null }, []];
}

function onPartsLost(state: UploadState, event: EventOf<'partsLost'>): Transition {
  if (state.status !== 'completing') return [state, []];
  const lost = new Set(event.partNumbers);
  const all = Array.from({ length: state.session.partCount }, (_, index) => index + 1);
  return sending(
    state.session,
    all.filter((partNumber) => !lost.has(partNumber)),
    [],
  );
}

function onWorkFailed(state: UploadState, event: EventOf<'workFailed'>): Transition {
  // Paused and waiting uploads have no work that could fail; what arrives is late.
  if (state.status === 'paused' || state.status === 'needs-file' || state.status === 'failed') {
    return [state, []];
  }
  const { error } = event;
  const session = sessionOf(state);
  const stop = { type: 'stopWork' } as const;
  if (session !== null && sessionEndingCodes.has(error.code)) {
    return [
      { status: 'failed', error, session: null, storedParts: [] },
      [stop, { type: 'cancelSession', session }, { type: 'forgetSession' }],
    ];
  }
  return [{ status: 'failed', error, session, storedParts: storedPartsOf(state) }, [stop]];
}

function withWait(state: UploadState, wait: Wait | null): Transition {
  return 'wait' in state ? [{ ...state, wait }, []] : [state, []];
}

function onFileProvided(state: UploadState): Transition {
  if (state.status === 'failed' && state.session === null) return startAgain(null);
  if (state.status !== 'needs-file') return [state, []];
  const { session, storedParts } = state;
  return [{ status: 'verifying', session, storedParts }, [{ type: 'verifyFile', session, storedParts }]];
}

function onPauseRequested(state: UploadState): Transition {
  const stop = { type: 'stopWork' } as const;
  switch (state.status) {
    case 'preparing':
    case 'queued':
    case 'initiating':
      return [{ status: 'paused', session: null, storedParts: [] }, [stop]];
    case 'restoring':
    case 'verifying':
    case 'uploading': {
      const { session } = state;
      const storedParts = storedPartsOf(state);
      return [
        { status: 'paused', session, storedParts },
        [stop, { type: 'persistSession', session, storedParts, paused: true }],
      ];
    }
    default:
      return [state, []];
  }
}

function onCancelRequested(state: UploadState): Transition {
  // Completing: the server has every byte and may have made the file already, so its answer decides.
  // Failed: it has ended once, and an upload ends once.
  if (state.status === 'completing' || state.status === 'failed') return [state, []];
  const session = sessionOf(state);
  const cleanUp: readonly UploadEffect[] =
    session === null ? [] : [{ type: 'cancelSession', session }, { type: 'forgetSession' }];
  return [{ status: 'cancelled' }, [{ type: 'stopWork' }, { type: 'cancelLateSession' }, ...cleanUp]];
}
