/** Whether an If-None-Match header names this ETag (RFC 9110, 13.1.2): any in a list, weak ones too, or all by `*`. */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}
