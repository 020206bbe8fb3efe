import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Backend } from '../create-backend.ts';
import type { Log } from '../domain/ports.ts';
import { defaultSettings } from '../domain/settings.ts';
import { randomIdentifiers } from '../domain/system-ports.ts';
import { createFaults } from '../faults/create-faults.ts';
import { faultsPath } from '../faults/fault-routes.ts';
import { ConnectionDropped } from '../faults/with-fault.ts';
import { type AwaitedComponent, createStartingApp } from '../http/create-starting-app.ts';
import { createStoppingApp } from '../http/create-stopping-app.ts';
import { storagePath } from '../storage/signed-url.ts';
import { createClientAddress, type FindClientAddress } from './client-address.ts';
import { continueWhenRead } from './continue-when-read.ts';
import { handleStorageRequest, type StorageHandlerOptions } from './node-storage-handler.ts';
import { openBackend } from './open-backend.ts';
import { createPrometheusMetrics } from './prometheus-metrics.ts';
import { createRunningRequests } from './running-requests.ts';
import { defaultTimeouts, type ServerConfig, type ServerTimeouts } from './server-config.ts';
import { createStaticFiles, type ServeStatic } from './static-files.ts';

export { openSqliteDatabase } from '../db/open-sqlite-database.ts';
export { createLocalStorage } from '../storage/local/local-storage.ts';
export type { S3Storage, S3StorageOptions } from '../storage/s3/s3-storage.ts';
export { createS3Storage } from '../storage/s3/s3-storage.ts';
export type { MemoryBackend } from './memory-backend.ts';
export { createMemoryBackend } from './memory-backend.ts';
export { openDatabase } from './open-database.ts';
export { readConfig } from './read-config.ts';
export type { ServerConfig } from './server-config.ts';

export interface RunningServer {
  /** Where it can be reached. */
  readonly url: string;
  /** Turns new requests away, lets running ones finish, then closes everything. */
  close(): Promise<void>;
}

/** How often connections are looked at for headers that do not come. */
const maxCheckIntervalMs = 5000;
const defaultGraceMs = 10_000;

/** Starts the reference backend on Node, on SQLite or PostgreSQL, with a local disk. */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const log = config.log ?? (() => undefined);
  const metrics = config.metrics ?? createPrometheusMetrics({ withProcess: true });
  const timeouts = { ...defaultTimeouts, ...config.timeouts };
  const server = createHttpServer(timeouts);
  const address = await listen(server, config);
  const publicUrl = (config.publicUrl ?? address).replace(/\/+$/, '');
  let awaited: AwaitedComponent = 'storage';
  let answer = createStartingListener({ publicUrl, config, awaited: () => awaited });
  const running = createRunningRequests();
  let isStopping = false;
  const receive: Listener = (request, response) => {
    // What comes after the order to stop is turned away at once, and must not hold up the stop.
    if (!isStopping) running.add(response);
    answer(request, response);
  };
  server.on('request', receive);
  server.on('checkContinue', (request, response) => {
    continueWhenRead(request, response);
    receive(request, response);
  });
  log({ level: 'info', event: 'server.listening', url: address });
  try {
    const faults = config.faults === true ? createFaults() : undefined;
    const onAwaited = (component: AwaitedComponent): void => {
      awaited = component;
    };
    const opening = openBackend({ ...config, metrics }, { publicUrl, faults, onAwaited });
    const { backend, endpoint } = await opening;
    const serveStatic = config.staticRoot === undefined ? undefined : createStaticFiles(config.staticRoot);
    const storage = endpoint && { endpoint, faults, timeouts, log, metrics };
    answer = createListener({
      backend,
      storage,
      serveStatic,
      log,
      refuseStopping: createStoppingListener({ publicUrl, config }),
      clientAddress: createClientAddress(config.trustedProxies ?? []),
      isStopping: () => isStopping,
    });
    if (config.runsJobs ?? true) backend.jobs.start();
    return {
      url: publicUrl,
      async close() {
        isStopping = true;
        backend.stopping();
        await backend.jobs.stop();
        const deadlineMs = performance.now() + (config.shutdownGraceMs ?? defaultGraceMs);
        // Listening goes on meanwhile: whoever balances load is told to go elsewhere, and no caller finds the door shut.
        await running.idle(deadlineMs - performance.now());
        await closeServer(server, Math.max(0, deadlineMs - performance.now()));
        await backend.close();
      },
    };
  } catch (error) {
    await closeServer(server, 0);
    throw error;
  }
}

function createHttpServer({ headersMs, idleMs }: ServerTimeouts): Server {
  // A part on a slow line may take hours, so there is no limit on a whole request; what is too slow is told by its
  // headers, by silence, and by the least speed a body must have.
  const server = createServer({
    requestTimeout: 0,
    headersTimeout: headersMs,
    connectionsCheckingInterval: Math.min(maxCheckIntervalMs, headersMs),
  });
  server.setTimeout(idleMs);
  server.keepAliveTimeout = idleMs;
  return server;
}

async function listen(server: Server, { host = '127.0.0.1', port = 0 }: ServerConfig): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A server that listens on TCP has an address of this kind.
  const { port: actualPort } = server.address() as AddressInfo;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${actualPort}`;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

interface PlainListenerOptions {
  readonly publicUrl: string;
  readonly config: ServerConfig;
}

interface StartingOptions extends PlainListenerOptions {
  awaited(): AwaitedComponent;
}

/** What answers before there is a backend: whoever comes that early is not to wait for nothing. */
function createStartingListener({ publicUrl, config, awaited }: StartingOptions): Listener {
  const settings = { ...defaultSettings, ...config.settings, publicUrl };
  const app = createStartingApp({ identifiers: randomIdentifiers, settings, awaited });
  const handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (request, response) => void handle(request, response);
}

/** What answers calls that come too late. */
function createStoppingListener({ publicUrl, config }: PlainListenerOptions): Listener {
  const settings = { ...defaultSettings, ...config.settings, publicUrl };
  const app = createStoppingApp({ identifiers: randomIdentifiers, settings });
  const handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (request, response) => void handle(request, response);
}

interface ListenerOptions {
  readonly backend: Backend;
  /** Takes parts, where the store has no server of its own. */
  readonly storage: StorageHandlerOptions | undefined;
  readonly serveStatic: ServeStatic | undefined;
  readonly log: Log;
  readonly clientAddress: FindClientAddress;
  readonly refuseStopping: Listener;
  isStopping(): boolean;
}

function createListener(options: ListenerOptions): Listener {
  const { backend, storage, serveStatic, log, clientAddress, refuseStopping, isStopping } = options;
  const handleApi = getRequestListener(
    // The adapter hands over Node's own request beside the web one.
    async (request, { incoming }) => {
      try {
        return await backend.fetch(request, {
          clientAddress: clientAddress(incoming.socket.remoteAddress, forwardedFor(incoming)),
        });
      } catch (error) {
        if (!(error instanceof ConnectionDropped)) throw error;
        incoming.socket.destroy();
        return new Response(null, { status: 499 });
      }
    },
    { overrideGlobalObjects: false },
  );

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (isStopping()) {
      // Whoever holds a connection open is not to start one request after another while the server waits to end.
      response.shouldKeepAlive = false;
      if (!probePaths.includes(path)) return refuseStopping(request, response);
    }
    if (storage && path === storagePath) {
      return handleStorageRequest(storage, request, response);
    }
    const isPage = serveStatic !== undefined && !isBackendPath(path);
    if (isPage && (await serveStatic(request, response))) return;
    await handleApi(request, response);
  };

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Every expected failure was answered; one bug must not take down everybody's uploads.
      log({ level: 'error', event: 'request.crashed', error });
      response.destroy();
    });
  };
}

/** Node joins a header that came several times with commas, as the header itself does. */
function forwardedFor({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const header = headers['x-forwarded-for'];
  return Array.isArray(header) ? header.join(',') : header;
}

const backendPrefixes = ['/api/', '/app/'];
/** They tell of the server itself, to its very end. */
const probePaths = ['/healthz', '/readyz', '/metrics'];
const backendPaths = [...probePaths, '/openapi.json', faultsPath];

function isBackendPath(path: string): boolean {
  return backendPrefixes.some((prefix) => path.startsWith(prefix)) || backendPaths.includes(path);
}

/** How often connections that have become idle are closed while the last requests finish. */
const idleSweepMs = 50;

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A browser keeps its connections open after the last answer; waiting for it would use up the grace for nothing.
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}
