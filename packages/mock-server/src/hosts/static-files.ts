import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Answers a page or an asset; false when the request is for something else. */
export type ServeStatic = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves a built page from `root`: files by their path, every other page address as `index.html`. */
export function createStaticFiles(root: string): ServeStatic {
  const base = resolve(root);

  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = filePath(base, request.url ?? '/');
    const found = path === undefined ? undefined : await fileSize(path);
    // Only a person typing or reloading an address gets the page; a missing script must stay missing.
    const isPage = (request.headers.accept ?? '').includes('text/html');
    if (path !== undefined && found !== undefined) return send(request, response, { path, sizeBytes: found });
    if (!isPage) return false;
    const index = join(base, 'index.html');
    const sizeBytes = await fileSize(index);
    return sizeBytes === undefined ? false : send(request, response, { path: index, sizeBytes });
  };
}

function filePath(base: string, url: string): string | undefined {
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    // An address that cannot be decoded names no file.
    return undefined;
  }
  const path = join(base, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  return path.startsWith(base + sep) && !pathname.includes('\0') ? path : undefined;
}

async function fileSize(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    // Missing or unreadable: for a visitor both are «not here».
    return undefined;
  }
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: { readonly path: string; readonly sizeBytes: number },
): Promise<boolean> {
  const isHashed = /-[\w-]{8,}\.\w+$/.test(file.path);
  response.writeHead(200, {
    'content-type': contentTypes[extname(file.path)] ?? 'application/octet-stream',
    'content-length': file.sizeBytes,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    // A page in a frame of another site can be made to click; plug-ins and another base are nothing a page needs.
    'content-security-policy': "frame-ancestors 'self'; object-src 'none'; base-uri 'self'",
  });
  if (request.method === 'HEAD') {
    response.end();
    return true;
  }
  try {
    await pipeline(createReadStream(file.path), response);
  } catch {
    // The visitor left; there is nobody to tell.
    response.destroy();
  }
  return true;
}
