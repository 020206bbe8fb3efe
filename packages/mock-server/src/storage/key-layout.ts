import { sha256Text } from '../domain/encoding.ts';

// Keys are made of ids only. A client's file name is data and never reaches a key.

/** Every temporary key begins with it. */
export const temporaryPrefix = 'temp/uploads/';

/** Where the bytes of an upload wait until it is complete. */
export function temporaryKey(uploadSessionId: string): string {
  return `${temporaryPrefix}${uploadSessionId}/original`;
}

/** The session a temporary key belongs to; null for any other key. */
export function sessionIdOf(key: string): string | null {
  return /^temp\/uploads\/([^/]+)\/original$/.exec(key)?.[1] ?? null;
}

export function isTemporaryKey(key: string): boolean {
  return key.startsWith(temporaryPrefix);
}

/** What the keys of every tenant begin with. */
export const tenantsRoot = 'tenants/';

/** What the final keys of a tenant begin with. */
export async function tenantPrefix(tenantId: string): Promise<string> {
  return `${tenantsRoot}${await toSegment(tenantId)}/`;
}

/** What the final keys of a project's files begin with. The slash keeps `images` apart from `images2`. */
export async function projectPrefix(tenantId: string, projectId: string): Promise<string> {
  return `${await tenantPrefix(tenantId)}projects/${await toSegment(projectId)}/`;
}

/** Where an active file's bytes are. A record keeps its key for good, also when its file moves to another project. */
export async function finalKey(file: {
  readonly tenantId: string;
  readonly projectId: string | null;
  readonly fileId: string;
}): Promise<string> {
  const { tenantId, projectId, fileId } = file;
  const prefix = projectId === null ? await tenantPrefix(tenantId) : await projectPrefix(tenantId, projectId);
  return `${prefix}${filesSegment}${fileId}`;
}

/** The file a final key was made for; undefined for a key of another kind. */
export function fileIdOfKey(key: string): string | undefined {
  return /^tenants\/.+\/files\/([^/]+)$/.exec(key)?.[1];
}

const filesSegment = 'files/';
/** File systems take 255 bytes for a name and S3 1,024 for a key; with two such segments both have room left. */
const maxSegmentLength = 200;

/**
 * A host chooses its ids freely; whatever is not plain is written as `=` and two hex digits for each byte. What gets too
 * long is told by its hash, behind an `=h` that nothing else begins with.
 */
async function toSegment(id: string): Promise<string> {
  const bytes = new TextEncoder().encode(id);
  const segment = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(character) ? character : `=${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  return segment.length <= maxSegmentLength ? segment : `=h${await sha256Text(id)}`;
}
