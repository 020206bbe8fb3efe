import { fileIdOfUrl } from '../files/file-url.ts';
import type { LegacyPrefix } from './legacy-prefix.ts';

export type UrlLocation =
  | { readonly kind: 'file'; readonly fileId: string }
  | { readonly kind: 'legacy'; readonly storageKey: string }
  | { readonly kind: 'foreign' };

export interface Territory {
  readonly publicUrl: string;
  /** Of the caller's own tenant and open to its workspace only. */
  readonly legacyPrefixes: readonly LegacyPrefix[];
}

const foreign: UrlLocation = { kind: 'foreign' };
const maxKeyBytes = 1024;

/**
 * What a URL names: one of this server's files, an older object, or nothing of ours. URLs are compared as parsed, as a
 * browser would request them, so that no way to spell one gets past the prefix; query and fragment name no other object.
 */
export function locateUrl(text: string, { publicUrl, legacyPrefixes }: Territory): UrlLocation {
  const fileId = fileIdOfUrl({ publicUrl }, text);
  if (fileId !== null) return { kind: 'file', fileId };
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return foreign;
  // The longest prefix is the most exact one.
  const prefixes = legacyPrefixes.toSorted((left, right) => right.urlPrefix.length - left.urlPrefix.length);
  for (const { urlPrefix, keyPrefix } of prefixes) {
    const path = pathBelow(url, urlPrefix);
    if (path === null) continue;
    const name = decodePath(path);
    const storageKey = name === null ? null : `${keyPrefix}${name}`;
    return storageKey === null || !isUsableKey(storageKey) ? foreign : { kind: 'legacy', storageKey };
  }
  return foreign;
}

/** The rest of a URL's path below a prefix that ends with a slash; null when it is not below it. */
function pathBelow(url: URL, prefix: string): string | null {
  const base = new URL(prefix);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return null;
  return url.pathname.slice(base.pathname.length);
}

/** The path's segments as names; null when one of them is more than a name once it is decoded. */
function decodePath(path: string): string | null {
  try {
    const segments = path.split('/').map(decodeURIComponent);
    return segments.every(isName) ? segments.join('/') : null;
  } catch {
    // Not every `%` is followed by what it promises.
    return null;
  }
}

function isName(segment: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go.
  return !/^\.{0,2}$|[/\\\u0000-\u001f\u007f]/.test(segment);
}

/** Keys this server makes itself are never older objects: below them are other tenants' files. */
function isUsableKey(key: string): boolean {
  return !/^(?:temp|tenants)\//.test(key) && new TextEncoder().encode(key).byteLength <= maxKeyBytes;
}
