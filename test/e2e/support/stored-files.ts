import { createHash } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';

export interface StoredFile {
  readonly file_id: string;
  readonly file_name: string;
  readonly size_bytes: number;
  readonly url: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface StoredQuota {
  readonly plan: string;
  readonly used_bytes: number;
  readonly reserved_bytes: number;
}

/** Asks the backend beside the page, as the page's own user. */
export interface StoredFiles {
  list(): Promise<readonly StoredFile[]>;
  /** SHA-256 of the content as the server gives it out, hashed as it streams. */
  digest(name: string): Promise<{ readonly sha256: string; readonly sizeBytes: number }>;
  quota(): Promise<StoredQuota>;
  /** A call of the contract with the page's cookie; a body is sent as JSON. */
  call(method: string, path: string, body?: object): Promise<Response>;
}

export function createStoredFiles(context: BrowserContext, origin: string): StoredFiles {
  async function call(method: string, path: string, body?: object): Promise<Response> {
    const cookies = await context.cookies(origin);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, origin), {
      method,
      headers: { cookie, origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }

  async function list(): Promise<readonly StoredFile[]> {
    const response = await call('GET', '/api/files?limit=100');
    const body: { items: readonly StoredFile[] } = await response.json();
    return body.items;
  }

  return {
    call,
    list,
    async digest(name) {
      const found = (await list()).filter((file) => file.file_name === name);
      const [file] = found;
      if (file === undefined || found.length !== 1)
        throw new Error(`${found.length} files are called ${name}`);
      const { body } = await call('GET', `/api/files/${file.file_id}/content`);
      if (body === null) throw new Error(`${name} came without a body`);
      const hash = createHash('sha256');
      let sizeBytes = 0;
      for await (const chunk of body) {
        hash.update(chunk);
        sizeBytes += chunk.length;
      }
      return { sha256: hash.digest('hex'), sizeBytes };
    },
    async quota() {
      const workspaces: { items: readonly { workspace_id: string }[] } = await (
        await call('GET', '/api/workspaces')
      ).json();
      const [workspace] = workspaces.items;
      if (workspace === undefined) throw new Error('The page’s user has no workspace');
      return (await call('GET', `/api/workspaces/${workspace.workspace_id}/quota`)).json();
    },
  };
}
