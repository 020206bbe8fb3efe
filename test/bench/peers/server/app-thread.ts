import { parentPort, workerData } from 'node:worker_threads';
import { getRequestListener } from '@hono/node-server';
import { createAppFetch } from './app-routes.ts';
import { listen } from './listen.ts';
import { createRemote } from './remote.ts';
import type { AppThreadOptions } from './server-options.ts';
import type { StoreCalls } from './store-calls.ts';

/** The page's own origin, beside the thread of the store. */
const options: AppThreadOptions = workerData;
if (parentPort === null) throw new Error('This runs beside the store, see peers-server.ts');

let answer: ((request: Request) => Promise<Response>) | undefined;
const port = await listen(
  getRequestListener((request) => answer?.(request) ?? new Response(null, { status: 503 }), {
    overrideGlobalObjects: false,
  }),
  options.line,
);
const appOrigin = `http://127.0.0.1:${port}`;
answer = await createAppFetch({ ...options, appOrigin, store: createRemote<StoreCalls>(parentPort) });
parentPort.postMessage(appOrigin);
