/** Types a browser shows without running anything: pictures of pixels, sound and film. */
const inlineTypes = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/flac',
  'audio/aac',
  'audio/mp4',
  'audio/webm',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/quicktime',
]);

export function isInlineType(detectedType: string | null): detectedType is string {
  return detectedType !== null && inlineTypes.has(detectedType);
}

/** RFC 6266: the name for old clients in ASCII, and in full for all others. */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const name = sanitize(fileName);
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeExtended(name)}`;
}

/** What would end a header, turn the reading direction to hide an extension, or name another directory. */
function sanitize(fileName: string): string {
  const name = fileName
    .replace(/\p{Surrogate}/gu, '_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return name === '' ? 'file' : name;
}

/** RFC 8187 leaves fewer characters unescaped than a URI. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
