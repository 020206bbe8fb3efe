/** A session of the DevTools protocol: commands go out, answers come back. */
export interface DevtoolsSession {
  send<Answer>(method: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export interface DevtoolsConnection extends DevtoolsSession {
  /** A session of one page. */
  attach(targetId: string): Promise<DevtoolsSession>;
  /** Hears an event of the browser until the answer is called. */
  listen<Parameters>(method: string, listener: (parameters: Parameters) => void): () => void;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * The protocol by itself. Playwright watches the network of every page it opens, which copies each body that is sent
 * from memory and made such uploaders several times slower; here nobody watches.
 */
export async function connectDevtools(url: string): Promise<DevtoolsConnection> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`No DevTools at ${url}`));
  });
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, (parameters: never) => void>();
  let lastId = 0;

  socket.onmessage = ({ data }) => {
    const { error, id, method = '', params, result }: Message = JSON.parse(String(data));
    // The caller names what the protocol documents for the event.
    listeners.get(method)?.(params as never);
    const deferred = waiting.get(id ?? 0);
    waiting.delete(id ?? 0);
    if (error === undefined) deferred?.resolve(result);
    else deferred?.reject(new Error(error.message));
  };
  socket.onclose = () => {
    for (const deferred of waiting.values()) deferred.reject(new Error('The browser is gone'));
    waiting.clear();
  };

  function createSession(sessionId: string | null): DevtoolsSession {
    return {
      send<Answer>(method: string, parameters: Readonly<Record<string, unknown>> = {}) {
        lastId += 1;
        const id = lastId;
        const message = { id, method, params: parameters, ...(sessionId === null ? {} : { sessionId }) };
        const answer = new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          socket.send(JSON.stringify(message));
        });
        // The caller names the answer that the protocol documents for the command.
        return answer as Promise<Answer>;
      },
    };
  }

  const root = createSession(null);
  return {
    send: root.send,
    async attach(targetId) {
      const { sessionId } = await root.send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      return createSession(sessionId);
    },
    listen(method, listener) {
      listeners.set(method, listener);
      return () => {
        listeners.delete(method);
      };
    },
    close: () => socket.close(),
  };
}
