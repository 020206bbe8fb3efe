import { Agent, request } from 'node:http';

/** One request with a body, as its server wants it. */
export interface BodyTarget {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Sends every body, so many at a time, each over a kept connection; answers how long all of it took. */
export async function sendBodies(targets: readonly BodyTarget[], parallelism: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: parallelism });
  const left = [...targets];
  const startedAt = performance.now();
  const lane = async (): Promise<void> => {
    for (let target = left.shift(); target !== undefined; target = left.shift()) await send(agent, target);
  };
  await Promise.all(Array.from({ length: parallelism }, lane));
  const wallMs = performance.now() - startedAt;
  agent.destroy();
  return wallMs;
}

function send(agent: Agent, { method, url, headers, body }: BodyTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { agent, method, headers: { ...headers, 'content-length': String(body.byteLength) } },
      (response) => {
        const status = response.statusCode ?? 0;
        response.resume().once('end', () => {
          if (status >= 200 && status < 300) resolve();
          else reject(new Error(`${method} ${url} answered ${status}`));
        });
      },
    );
    outgoing.once('error', reject).end(body);
  });
}
