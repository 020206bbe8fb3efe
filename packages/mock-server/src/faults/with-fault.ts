import { ApiError } from '../domain/api-error.ts';
import { toFailure } from '../domain/failure.ts';
import type { Fault } from './fault-rule.ts';

/** The connection is to be cut without an answer. The host does it, for only it has the socket. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped';
}

export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Runs a request under its fault. `toAnswer` turns a made-up answer into what the caller speaks. */
export async function withFault<Answer>(
  fault: Fault | null,
  run: () => Promise<Answer>,
  toAnswer: (answer: FaultAnswer) => Answer,
): Promise<Answer> {
  if (fault === null) return run();
  switch (fault.kind) {
    case 'answer':
      return toAnswer(problemAnswer(fault));
    case 'html':
      return toAnswer({
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        body: '<html><body><h1>Bad gateway</h1></body></html>',
      });
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
      return run();
    case 'drop':
      if (fault.when === 'after') await run();
      throw new ConnectionDropped('The connection was dropped on order');
    default:
      return fault satisfies never;
  }
}

function problemAnswer({ code, fields, retry_after }: Extract<Fault, { kind: 'answer' }>): FaultAnswer {
  const error = new ApiError(code, 'This failure was ordered', {
    fields,
    ...(retry_after === undefined ? {} : { retryAfterSeconds: retry_after }),
  });
  const { problem, headers } = toFailure(error, 'fault');
  return {
    status: problem.status,
    headers: { ...headers, 'cache-control': 'no-store' },
    body: JSON.stringify(problem),
  };
}
