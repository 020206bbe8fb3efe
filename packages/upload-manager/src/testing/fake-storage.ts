import { type PartBody, sizeOfBody } from '../core/part-body.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { Transport, TransportRequest, TransportResponse } from '../ports/transport.ts';
import { type FailureQueue, toProblem } from './fake-failures.ts';

/** Bytes on their way, in the test's hand. */
export interface HeldPart {
  readonly sessionId: string;
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** The host name its URL was signed for. */
  readonly host: string;
  progress(sentBytes: number): void;
  /** Stores the part and answers 200. */
  accept(): void;
  /** Stores the part, but the answer is lost. */
  loseAnswer(): void;
  /** The connection breaks and nothing is stored. */
  drop(): void;
}

export interface FakeStorage {
  readonly transport: Transport;
  /** How many times the bytes of each part were stored, as `session/part`. */
  readonly bytesSent: ReadonlyMap<string, number>;
  urlOf(sessionId: string, partNumber: number): string;
  /** From now on part URLs take turns over these host names. */
  spreadOver(names: readonly string[]): void;
  hold(): readonly HeldPart[];
  release(): void;
}

/** Where parts go. It keeps counts, not bytes, and lets a test hold each part on its way. */
export function createFakeStorage(
  failures: FailureQueue,
  onStored: (sessionId: string, partNumber: number, body: PartBody) => void,
): FakeStorage {
  const bytesSent = new Map<string, number>();
  const held = new Set<HeldPart>();
  const visible: HeldPart[] = [];
  let hosts: readonly string[] = ['storage.test'];
  let isHolding = false;

  function show(): void {
    visible.splice(0, visible.length, ...held);
  }

  function send(
    { url, body }: TransportRequest,
    { signal, onProgress }: Parameters<Transport['send']>[1],
  ): Promise<TransportResponse> {
    const [, sessionId = '', part = ''] = new URL(url).pathname.split('/');
    const partNumber = Number(part);
    const sizeBytes = sizeOfBody(body);
    return new Promise((resolve, reject) => {
      const store = () => {
        onStored(sessionId, partNumber, body);
        bytesSent.set(`${sessionId}/${part}`, (bytesSent.get(`${sessionId}/${part}`) ?? 0) + 1);
        onProgress(sizeBytes);
      };
      const drop = () => reject(new UploadError('network', `Connection lost in part ${part}`));
      const accept = () => {
        store();
        resolve({ status: 200, header: () => null, body: '' });
      };
      const letGo = (next: () => void) => () => {
        held.delete(heldPart);
        show();
        next();
      };
      const heldPart: HeldPart = {
        sessionId,
        partNumber,
        sizeBytes,
        host: new URL(url).host,
        progress: onProgress,
        accept: letGo(accept),
        loseAnswer: letGo(() => {
          store();
          drop();
        }),
        drop: letGo(drop),
      };
      signal.addEventListener(
        'abort',
        letGo(() => reject(signal.reason)),
        { once: true },
      );

      const failure = failures.take('bytes');
      if (failure?.code === 'network') {
        drop();
      } else if (failure !== undefined) {
        const problem = toProblem(failure);
        resolve({ status: problem.status, header: () => null, body: JSON.stringify(problem) });
      } else if (isHolding) {
        held.add(heldPart);
        show();
      } else {
        accept();
      }
    });
  }

  return {
    transport: { send },
    bytesSent,
    urlOf: (sessionId, partNumber) =>
      `https://${hosts[partNumber % hosts.length]}/${sessionId}/${partNumber}`,
    spreadOver(names) {
      hosts = names;
    },
    hold() {
      isHolding = true;
      return visible;
    },
    release() {
      isHolding = false;
      for (const part of [...held]) part.accept();
    },
  };
}
