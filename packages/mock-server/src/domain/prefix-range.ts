const lastCodePoint = 0x10ffff;
const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

/** Texts from `start` on and, unless it is null, below `end`. */
export interface TextRange {
  readonly start: string;
  readonly end: string | null;
}

/** Where every text that begins with the prefix lies, when texts are ordered by their UTF-8 bytes. */
export function prefixRange(prefix: string): TextRange {
  const characters = Array.from(prefix);
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const codePoint = last.codePointAt(0) ?? 0;
    if (codePoint === lastCodePoint) continue;
    const next = codePoint + 1;
    // Half a surrogate pair is no text.
    const isSurrogate = next >= firstSurrogate && next <= lastSurrogate;
    const successor = String.fromCodePoint(isSurrogate ? lastSurrogate + 1 : next);
    return { start: prefix, end: `${characters.join('')}${successor}` };
  }
  return { start: prefix, end: null };
}
