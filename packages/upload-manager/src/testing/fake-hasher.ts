import type { ChecksumAlgorithm } from '../contract/index.ts';
import type { Hasher } from '../ports/hasher.ts';
import { fakeContentOf } from './fake-file.ts';

/** Digests of what fake blobs stand for: equal content, equal digest. Real blobs are hashed by their size and type. */
export function createFakeHasher(algorithms: readonly ChecksumAlgorithm[] = ['sha256', 'crc32c']): Hasher {
  const digest: Hasher['digest'] = async (blob, algorithm, signal) => {
    signal.throwIfAborted();
    const text = fakeContentOf(blob) ?? `${blob.size} ${blob.type}`;
    return toBase64(spread(text, algorithm === 'sha256' ? 32 : 4));
  };
  return {
    algorithms,
    digest,
    // A fake blob has no bytes to be sent in its place.
    read: async (blob, algorithm, signal) => ({ digest: await digest(blob, algorithm, signal), body: blob }),
    close: () => {},
  };
}

/** FNV-1a, run on for as many bytes as the digest has. */
function spread(text: string, length: number): readonly number[] {
  let hash = 0x811c9dc5;
  const mix = (value: number) => {
    hash = Math.imul(hash ^ value, 0x01000193) >>> 0;
  };
  for (const character of text) mix(character.codePointAt(0) ?? 0);
  return Array.from({ length }, (_, index) => {
    mix(index);
    return hash >>> 24;
  });
}

function toBase64(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes));
}
