import type { RequestHandler } from 'msw';
import type { BackendOptions } from '../create-backend.ts';
import type { Principal } from '../domain/principal.ts';
import { createFaults, type Faults } from '../faults/create-faults.ts';
import { createMemoryBackend, type MemoryBackend } from './memory-backend.ts';
import { createUploadHandlers } from './msw.ts';

export interface MockUploadsOptions
  extends Partial<Omit<BackendOptions, 'database' | 'storage' | 'faults' | 'authenticate'>> {
  /** Origin the requests go to: the one the upload manager was given. @default the page's own */
  readonly baseUrl?: string;
  /** Who every request comes from. @default somebody who may do everything, in a workspace of their own */
  readonly principal?: Principal;
}

export interface MockUploads extends MemoryBackend {
  /** For `setupServer` of `msw/node`. */
  readonly handlers: RequestHandler[];
  /** Makes requests fail, by path. */
  readonly faults: Faults;
  /** Ends the backend. What it kept is gone. */
  close(): Promise<void>;
}

const anybody: Principal = {
  tenantId: 'test',
  userId: 'somebody',
  workspaceIds: ['workspace'],
  permissions: ['*'],
};

/**
 * The whole backend in memory as MSW handlers, for tests in Node: sessions, storage, quota and checksums are the real ones.
 * @example
 * const uploads = await createMockUploads({ baseUrl: 'https://uploads.test' });
 * const server = setupServer(...uploads.handlers);
 */
export async function createMockUploads(options: MockUploadsOptions = {}): Promise<MockUploads> {
  const { baseUrl = pageOrigin(), principal = anybody, settings, ...rest } = options;
  const faults = createFaults();
  const memory = await createMemoryBackend({
    ...rest,
    settings: { ...settings, publicUrl: baseUrl },
    authenticate: async () => principal,
    faults,
  });
  return {
    ...memory,
    handlers: createUploadHandlers(memory.backend, { baseUrl }),
    faults,
    close: () => memory.backend.close(),
  };
}

/** Where a page is, as in jsdom; relative URLs go there. */
function pageOrigin(): string {
  return globalThis.location?.origin ?? 'http://localhost';
}
