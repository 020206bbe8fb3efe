/**
 * The ETag of a piece of bytes. It depends on the content alone, so that sending the same bytes again after a lost
 * answer does not make the first answer's ETag wrong; without a checksum there is only the random mark.
 */
export function partEtag(sizeBytes: number, mark: string): string {
  return `"${mark}-${sizeBytes.toString(36)}"`;
}
