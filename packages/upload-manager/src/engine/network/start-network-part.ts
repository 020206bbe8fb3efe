import pLimit from 'p-limit';
import { limits } from '../../contract/index.ts';
import { decideRetry } from '../../core/retry-policy.ts';
import type { Session } from '../../core/upload-state.ts';
import type { Ports } from '../../ports/ports.ts';
import type { UploadEventMap } from '../../upload-manager.ts';
import { type AccountCallsOptions, createAccountCalls } from '../calls/account-calls.ts';
import { type ApiClientOptions, createApiClient, urlOf } from '../calls/api-client.ts';
import { createControlCalls } from '../calls/control-calls.ts';
import { createRetryer } from '../calls/retryer.ts';
import type { SignIn } from '../calls/sign-in.ts';
import { createUploadCalls } from '../calls/upload-calls.ts';
import { createConnectionBudget } from '../connections/connection-budget.ts';
import { createDeadlines } from '../deadlines.ts';
import type { Emitter } from '../emitter.ts';
import type { EngineContext } from '../engine-context.ts';
import { createProgressMeter } from '../sending/progress-meter.ts';
import { type RecogniseParts, recogniseFile } from '../sessions/recognise-file.ts';
import { createSessionRecords, type SessionRecordsOptions } from '../sessions/session-records.ts';
import type { NetworkPart } from './network-part.ts';
import { createNetworkRunner, type NetworkRunnerParts } from './network-runner.ts';

export interface NetworkPartOptions extends ApiClientOptions {
  /** Connections used for bytes at once, over all hosts. */
  readonly mostConnections: number;
  /** Host and port of the backend. */
  readonly apiHost: string;
  readonly checksums: boolean;
}

export interface NetworkPartSurroundings
  extends Pick<AccountCallsOptions, 'loadLibrary'>,
    Pick<NetworkRunnerParts, 'afterUpload' | 'signal'>,
    Pick<RecogniseParts, 'dispatcher' | 'jobs'>,
    Pick<SessionRecordsOptions, 'onSuperseded' | 'onWarning' | 'page'> {
  readonly emitter: Emitter<UploadEventMap>;
  readonly ports: Ports;
  readonly signIn: SignIn;
  /** Whether files are being prepared that will soon ask for a session. */
  readonly isPreparing: () => boolean;
}

/** At most two parts are read into memory for hashing, however many files upload. */
const partsHashedAtOnce = 2;
/** Small files and samples have places of their own, so that they never wait behind the parts of a large file. */
const smallsHashedAtOnce = 4;

/** Joins what talks to the server and the store. */
export function startNetworkPart(
  options: NetworkPartOptions,
  surroundings: NetworkPartSurroundings,
): NetworkPart {
  const { dispatcher, emitter, isPreparing, loadLibrary, ports, signal, signIn } = surroundings;
  const { clock, hasher } = ports;
  const records = createSessionRecords(surroundings);
  const partHashes = pLimit(partsHashedAtOnce);
  const smallHashes = pLimit(smallsHashedAtOnce);
  const { apiHost, mostConnections } = options;
  const budget = createConnectionBudget({ clock, most: mostConnections, apiHost });
  const client = createApiClient(options, ports, signal);
  const api = createUploadCalls(client);
  const retry = createRetryer({ clock, connectivity: ports.connectivity, signIn, decide: decideRetry });
  const context: EngineContext = {
    ports,
    api,
    retry,
    meter: createProgressMeter(dispatcher, clock, signal),
    budget,
    deadlines: createDeadlines(clock),
    checksumAlgorithms: options.checksums ? hasher.algorithms : [],
    hash: (blob, algorithm, hashSignal) => {
      const limit = blob.size < limits.multipartThresholdBytes ? smallHashes : partHashes;
      return limit(() => {
        hashSignal.throwIfAborted();
        return hasher.digest(blob, algorithm, hashSignal);
      });
    },
    read: (file, algorithm, readSignal) =>
      smallHashes(() => {
        readSignal.throwIfAborted();
        return hasher.read(file, algorithm, readSignal);
      }),
  };

  function cancelSession(session: Session): void {
    retry(() => api.cancel(session.sessionId, signal), { signal, onWait: () => {} }).catch(() => {
      // The reservation is freed when the session expires.
    });
  }

  const calls = createControlCalls({
    api,
    clock,
    isPreparing,
    isSaturated: budget.isSaturated,
    activeCount: () => dispatcher.list.getState().totals.active,
    signal,
  });

  signal.addEventListener('abort', hasher.close, { once: true });

  return {
    account: createAccountCalls({ client, emitter, loadLibrary, life: signal }),
    call: client.call,
    cancelSession,
    context,
    records,
    recognise: (job, workSignal) => recogniseFile({ ...surroundings, context, records }, job, workSignal),
    contentUrl: (id) => urlOf(options, 'fileContent', { id }),
    run: createNetworkRunner({ ...surroundings, calls, cancelSession, context }),
  };
}
