import type { Settings } from '../settings.ts';

type PublicUrl = Pick<Settings, 'publicUrl'>;

/** The permanent URL of a file's content. */
export function fileUrl({ publicUrl }: PublicUrl, fileId: string): string {
  return `${publicUrl}/api/files/${fileId}/content`;
}

/**
 * The id in a permanent URL of this server; null for every other text. A query or fragment, as a read token adds one,
 * changes nothing; another origin, credentials or a path that only looks similar make it somebody else's URL.
 */
export function fileIdOfUrl({ publicUrl }: PublicUrl, url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed?.username !== '' || parsed.password !== '') return null;
  const [, fileId] =
    /^\/api\/files\/([A-Za-z0-9_-]{1,200})\/content$/.exec(pathBelow(publicUrl, parsed)) ?? [];
  return fileId ?? null;
}

/** The path under the server's own origin and prefix; empty when it lies elsewhere. */
function pathBelow(publicUrl: string, { origin, pathname }: URL): string {
  const base = new URL(publicUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  if (origin !== base.origin || !pathname.startsWith(`${prefix}/`)) return '';
  return pathname.slice(prefix.length);
}
