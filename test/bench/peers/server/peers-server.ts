import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createAppFetch } from './app-routes.ts';
import { createFaultPlan } from './fault-plan.ts';
import { type ServerOptions, serverOptionsVariable } from './server-options.ts';
import { createShapedLine } from './shaped-line.ts';
import { createStore } from './store.ts';
import { createStoreListener } from './store-server.ts';
import { takeBody } from './take-body.ts';
import { createTraffic } from './traffic.ts';

/** The one server of a run: the page with every contender's small backend on one port, the store on another. */
const options: ServerOptions = JSON.parse(process.env[serverOptionsVariable] ?? '');
const shape = options.line === null ? null : createShapedLine(options.line);
const store = createStore();
const traffic = createTraffic();
const nextFault = options.faults === null ? () => null : createFaultPlan(options.faults);

const storePort = await listen(
  createStoreListener({ store, traffic, takeBody: (request) => takeBody(request, { traffic, nextFault }) }),
);
const storeOrigins = ['127.0.0.1', 'localhost']
  .slice(0, options.hosts)
  .map((host) => `http://${host}:${storePort}`);
const app = createHttpServer();
const appPort = await listenOn(app);
const appFetch = await createAppFetch({
  ...options,
  store,
  traffic,
  storeOrigins,
  appOrigin: `http://127.0.0.1:${appPort}`,
});
app.on('request', getRequestListener(appFetch, { overrideGlobalObjects: false }));
console.log(`ready at http://127.0.0.1:${appPort}`);

async function listen(listener: RequestListener): Promise<number> {
  return listenOn(createHttpServer().on('request', listener));
}

function createHttpServer(): Server {
  // A body on a slow line takes its time, and a kept connection is part of what is measured.
  return createServer({ requestTimeout: 0, keepAliveTimeout: 120_000 });
}

/** On a shaped line the HTTP server is handed the line's end instead of the socket. */
async function listenOn(server: Server): Promise<number> {
  const listening =
    shape === null
      ? server
      : createTcpServer((socket) => void server.emit('connection', shape(socket.setNoDelay())));
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  // A server that listens on TCP has an address of this kind.
  return (listening.address() as AddressInfo).port;
}
