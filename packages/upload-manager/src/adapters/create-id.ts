const idBytes = 16;

/** Random bytes for so many ids are drawn at once: a call costs more than the bytes, and files come by the thousand. */
const idsPerDraw = 256;

const drawn = new Uint8Array(idBytes * idsPerDraw);
let next = drawn.length;

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** 128 random bits. `crypto.randomUUID` is slower, and missing on plain-http pages. */
export function createId(): string {
  if (next === drawn.length) {
    crypto.getRandomValues(drawn);
    next = 0;
  }
  let id = '';
  for (const end = next + idBytes; next < end; next += 1) id += hexOf[drawn[next] ?? 0];
  return id;
}
