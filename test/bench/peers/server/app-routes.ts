import { randomUUID } from 'node:crypto';
import { createBackend } from '@holdfast/mock-server';
import { openSqliteDatabase } from '@holdfast/mock-server/node';
import { connectionsPerHost } from '@holdfast/upload-manager/contract';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createHoldfastStorage } from './holdfast-storage.ts';
import type { Remote } from './remote.ts';
import type { AppThreadOptions, Places, ServerReport } from './server-options.ts';
import type { StoreCalls } from './store-calls.ts';

export interface AppOptions extends AppThreadOptions {
  readonly store: Remote<StoreCalls>;
  readonly appOrigin: string;
}

/** What Uppy asks to have signed; see `SignRequestFn` in @uppy/aws-s3. */
interface SignRequest {
  readonly key: string;
  readonly method: string;
  readonly uploadId?: string;
  readonly partNumber?: number;
}

/** The page's own origin: the pages, the Holdfast backend, and the signer that Uppy needs. */
export async function createAppFetch(options: AppOptions): Promise<(request: Request) => Promise<Response>> {
  const { appOrigin, holdsUploads, pagesRoot, store, storeOrigins } = options;
  const unlimited = Number.MAX_SAFE_INTEGER;
  const backend = await createBackend({
    database: await openSqliteDatabase({ path: `${options.dataFolder}/holdfast.db` }),
    storage: createHoldfastStorage({ store, origins: storeOrigins }),
    settings: {
      publicUrl: appOrigin,
      anonymousPlan: 'unlimited',
      callsPerMinute: unlimited,
      signedUrlsPerMinute: unlimited,
      maxOpenUploads: unlimited,
      // `PART_STEP_KIB=64`, and what its configuration makes of a store with so many addresses.
      partStepBytes: 64 * 1024,
      connections: connectionsPerHost * storeOrigins.length,
    },
    log: ({ level, ...entry }) => {
      if (level === 'error') console.error(entry);
    },
  });

  const app = new Hono();
  app.get('/bench/places', (context) => context.json({ storeOrigins } satisfies Places));
  app.get('/bench/traffic', async (context) => context.json(await store.traffic()));
  app.get('/bench/report', async (context) =>
    context.json({ traffic: await store.traffic(), objects: await store.proofs() } satisfies ServerReport),
  );
  app.post('/uppy/sign', async (context) => {
    void store.countControlCall();
    return context.json({ url: presign(storeOrigins[0] ?? '', await context.req.json<SignRequest>()) });
  });
  app.get('/uppy/credentials', (context) => {
    void store.countControlCall();
    return context.json({
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench', sessionToken: 'bench' },
      region: 'us-east-1',
    });
  });
  const toBackend = (request: Request): Promise<Response> => {
    void store.countControlCall();
    const isHeld = holdsUploads && new URL(request.url).pathname.startsWith('/app/');
    return isHeld ? new Promise(() => undefined) : backend.fetch(request, { clientAddress: '127.0.0.1' });
  };
  app.all('/api/*', (context) => toBackend(context.req.raw));
  app.all('/app/*', (context) => toBackend(context.req.raw));
  app.use('/*', serveStatic({ root: pagesRoot }));
  return async (request) => app.fetch(request);
}

/** A URL as long and as unique as a signed one; the store checks no signatures, so none is computed. */
function presign(origin: string, { key, method, partNumber, uploadId }: SignRequest): string {
  const url = new URL(`${origin}/bucket/${encodeURIComponent(key)}`);
  if (uploadId !== undefined) url.searchParams.set('uploadId', uploadId);
  else if (method === 'POST') url.searchParams.set('uploads', '');
  if (partNumber !== undefined) url.searchParams.set('partNumber', String(partNumber));
  url.searchParams.set('X-Amz-Signature', `${randomUUID()}${randomUUID()}`.replaceAll('-', ''));
  return url.href;
}
