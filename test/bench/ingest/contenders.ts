import { createHash } from 'node:crypto';
import type { SignPartsResponse, UploadSession } from '@holdfast/upload-manager/contract';
import type { BenchServerOptions } from '../support/bench-server.ts';
import { callApi } from '../support/call-api.ts';
import { benchEnvironment } from '../support/deployments.ts';
import type { BodyTarget } from '../support/send-bodies.ts';

/** A server that takes bodies, and how it wants to be asked. */
export interface IngestContender {
  readonly name: string;
  server(storageRoot: string): BenchServerOptions;
  /** Where each of these bodies goes; what this costs is not measured. */
  prepare(url: string, bodies: readonly Uint8Array[]): Promise<readonly BodyTarget[]>;
}

export const bareNode: IngestContender = {
  name: 'bare Node: pipe, hash, fsync',
  server: (storageRoot) => ({
    script: 'test/bench/ingest/bare-server.ts',
    environment: { STORAGE_ROOT: storageRoot },
  }),
  prepare: async (url, bodies) => bodies.map((body) => ({ method: 'PUT', url, headers: {}, body })),
};

export const tusServer: IngestContender = {
  name: '@tus/server, file store',
  server: (storageRoot) => ({
    script: 'test/bench/ingest/tus-server.ts',
    environment: { STORAGE_ROOT: storageRoot },
  }),
  async prepare(url, bodies) {
    const version = { 'tus-resumable': '1.0.0' };
    return Promise.all(
      bodies.map(async (body) => {
        const created = await fetch(`${url}/files`, {
          method: 'POST',
          headers: { ...version, 'upload-length': String(body.byteLength) },
        });
        const location = created.headers.get('location');
        if (location === null) throw new Error(`tus answered ${created.status}`);
        return {
          method: 'PATCH',
          url: new URL(location, url).href,
          headers: { ...version, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
          body,
        };
      }),
    );
  },
};

/** Parts of one multipart session, signed for SHA-256 or for nothing but their length. */
export function holdfast(algorithm: 'sha256' | 'none'): IngestContender {
  return {
    name: algorithm === 'none' ? 'Holdfast, no checksum' : 'Holdfast, SHA-256 proven',
    server: (storageRoot) => ({
      script: 'packages/mock-server/src/hosts/cli.ts',
      environment: {
        ...benchEnvironment,
        DATABASE_URL: `sqlite:${storageRoot}/holdfast.db`,
        STORAGE_ROOT: `${storageRoot}/objects`,
      },
    }),
    async prepare(url, bodies) {
      const [first] = bodies;
      if (!first) return [];
      const session = await callApi<UploadSession>(url, '/app/uploads/initiate', {
        file_name: 'bench.bin',
        // The server chooses the part size; asking for as many parts as there may be makes parts of this size.
        file_size: sizeWithParts(first.byteLength, bodies.length),
        ...(algorithm === 'sha256' ? { checksum_algorithms: ['sha256'] } : {}),
      });
      if (session.chunk_size !== first.byteLength) throw new Error(`Parts are ${session.chunk_size} bytes`);
      const targets: BodyTarget[] = [];
      for (let from = 0; from < bodies.length; from += 100) {
        const window = bodies.slice(from, from + 100);
        const { parts } = await callApi<SignPartsResponse>(
          url,
          `/app/uploads/${session.upload_session_id}/multipart-part-urls`,
          {
            parts: window.map((body, index) => ({
              part_number: from + index + 1,
              ...(algorithm === 'sha256' ? { checksum: sha256(body) } : {}),
            })),
          },
        );
        targets.push(...parts.map((part, index) => ({ ...part, body: window[index] ?? new Uint8Array() })));
      }
      return targets;
    },
  };
}

const targetPartBytes = 16 * 1024 * 1024;
const maxPlannedParts = 9996;

/** A file size that the plan rule cuts into parts of this size, at least so many of them. */
function sizeWithParts(partBytes: number, count: number): number {
  return partBytes === targetPartBytes ? partBytes * Math.ceil(count / 6) * 6 : partBytes * maxPlannedParts;
}

function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64');
}
