import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createFaultPlan } from './fault-plan.ts';
import { listen } from './listen.ts';
import { serveRemote } from './remote.ts';
import { type AppThreadOptions, type ServerOptions, serverOptionsVariable } from './server-options.ts';
import { createStore } from './store.ts';
import type { StoreCalls } from './store-calls.ts';
import { createStoreListener } from './store-server.ts';
import { takeBody } from './take-body.ts';
import { createTraffic } from './traffic.ts';

/**
 * The one server of a run: the store on one port, and on another, in a thread of its own, the page's origin. A bucket
 * does not stand still while an app's database writes.
 */
const options: ServerOptions = JSON.parse(process.env[serverOptionsVariable] ?? '');
const store = createStore();
const traffic = createTraffic();
const nextFault = options.faults === null ? () => null : createFaultPlan(options.faults);

const port = await listen(
  createStoreListener({
    store,
    traffic,
    takeBody: (request) => takeBody(request, { traffic, nextFault }),
  }),
  options.line,
);
const storeOrigins = ['127.0.0.1', 'localhost']
  .slice(0, options.hosts)
  .map((host) => `http://${host}:${port}`);

const app = new Worker(new URL('./app-thread.ts', import.meta.url), {
  workerData: { ...options, storeOrigins } satisfies AppThreadOptions,
});
const [url] = await once(app, 'message');
const calls: StoreCalls = { ...store, countControlCall: traffic.controlCall, traffic: traffic.report };
serveRemote(app, { ...calls });
console.log(`ready at ${url}`);
