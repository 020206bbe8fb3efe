import type { MessagePort, Worker } from 'node:worker_threads';

type Methods<Target> = {
  [Name in keyof Target]: Target[Name] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Promise<Awaited<Result>>
    : never;
};

interface Call {
  readonly id: number;
  readonly name: string;
  readonly parameters: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly result: unknown;
}

/** Lets the thread behind `port` call these methods, which do not throw. */
export function serveRemote(
  port: Worker,
  target: Readonly<Record<string, (...parameters: never[]) => unknown>>,
): void {
  port.on('message', ({ id, name, parameters }: Call) => {
    // The other side is typed by the same methods.
    const method = target[name] as (...all: readonly unknown[]) => unknown;
    port.postMessage({ id, result: method(...parameters) } satisfies Answer);
  });
}

/** The methods of another thread, each answered with a promise. */
export function createRemote<Target extends object>(port: MessagePort): Methods<Target> {
  const waiting = new Map<number, (result: unknown) => void>();
  let lastId = 0;
  port.on('message', ({ id, result }: Answer) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const call = (name: string, parameters: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      port.postMessage({ id: lastId, name, parameters } satisfies Call);
    });
  const remote = new Proxy(
    {},
    {
      get:
        (_target, name) =>
        (...parameters: unknown[]) =>
          call(String(name), parameters),
    },
  );
  // Whatever is asked of the proxy becomes a call of the target's method of that name.
  return remote as Methods<Target>;
}

export type Remote<Target> = Methods<Target>;
