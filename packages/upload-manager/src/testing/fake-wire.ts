import {
  type EditFileRequest,
  type FileRecord,
  type InitiateBatchItem,
  mergePatch,
  type ResumeResponse,
  type RouteName,
  routes,
  type SessionList,
  type SessionStatus,
} from '../contract/index.ts';
import type { ApiResponse } from '../ports/api-transport.ts';

export interface FakeSession {
  readonly id: string;
  readonly item: InitiateBatchItem;
  readonly chunkSize: number;
  readonly partCount: number;
  status: SessionStatus;
  metadata: FileRecord['metadata'];
  /** Checksums bound into URLs, by part. */
  readonly bound: Map<number, string | undefined>;
  /** Stored parts and the checksum of what they hold. */
  readonly stored: Map<number, string | undefined>;
  /** What the bytes of each stored part stand for; `null` for bytes of a real file. */
  readonly contents: Map<number, string | null>;
}

export const farFuture = '2100-01-01T00:00:00.000Z';
export const past = '2026-01-01T00:00:00.000Z';

export function isOpen({ status }: FakeSession): boolean {
  return status === 'uploading';
}

export function toSummary({ id, item, status, partCount }: FakeSession): SessionList['items'][number] {
  return {
    upload_session_id: id,
    file_id: `file-of-${id}`,
    upload_type: partCount > 1 ? 'multipart' : 'direct',
    upload_status: status,
    file_name: item.file_name,
    file_size: item.file_size,
    last_modified: item.last_modified ?? null,
    client_reference: item.client_reference,
    created_at: past,
    expires_at: farFuture,
  };
}

export function blockerOf(status: SessionStatus): ResumeResponse['reason'] {
  return status === 'initiating' || status === 'uploading' ? null : status;
}

export function matchRoute(method: string, url: string): readonly [RouteName, string] {
  const path = url.split('?')[0] ?? '';
  for (const name of Object.keys(routes) as RouteName[]) {
    const pattern = new RegExp(`^${routes[name].path.replace('{id}', '([^/]+)')}$`);
    const match = routes[name].method === method ? pattern.exec(path) : null;
    if (match !== null) return [name, decodeURIComponent(match[1] ?? '')];
  }
  throw new TypeError(`The contract has no route ${method} ${path}`);
}

export function ok(body: unknown): ApiResponse {
  // Through JSON, as on the wire: `undefined` fields go, classes do not survive.
  return { status: 200, header: () => null, body: JSON.parse(JSON.stringify(body)) };
}

export function toEditedFile(session: FakeSession, { metadata }: EditFileRequest): FileRecord {
  session.metadata = mergePatch(session.metadata ?? {}, metadata) as FileRecord['metadata'];
  return toFile(session);
}

export function toFile(session: FakeSession): FileRecord {
  return {
    file_id: `file-of-${session.id}`,
    url: `https://files.test/${session.id}`,
    size_bytes: session.item.file_size,
    status: 'active',
    file_name: session.item.file_name,
    mime_type: session.item.mime_type ?? 'application/octet-stream',
    processing_status: 'none',
    ...(session.metadata && { metadata: session.metadata }),
    created_at: past,
  };
}
