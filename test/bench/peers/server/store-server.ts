import type { IncomingMessage, ServerResponse } from 'node:http';
import { createS3Routes, type S3RouteOptions } from './s3-routes.ts';
import { createTusRoutes, tusPath } from './tus-routes.ts';

/** The store: another origin than the page's, as a bucket is, so that every new URL costs a preflight. */
export function createStoreListener(options: S3RouteOptions) {
  const s3 = createS3Routes(options);
  const tus = createTusRoutes(options);

  return (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', '*');
    if (request.method === 'OPTIONS') {
      options.traffic.preflight();
      response
        .writeHead(204, {
          'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
          'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
          // As long as Chromium keeps one.
          'access-control-max-age': '7200',
        })
        .end();
      return;
    }
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const handle = url.pathname.startsWith(tusPath) ? tus : s3;
    handle(request, response, url).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  };
}
