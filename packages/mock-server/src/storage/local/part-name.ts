import { fromBase64, fromBase64Url, toBase64, toBase64Url } from '../../domain/encoding.ts';
import { partEtag } from '../etag.ts';
import type { PartAlgorithm, StoredPart } from '../object-storage.ts';

/**
 * A part's file name says everything about it, so that one rename publishes bytes and checksum together and a crash
 * can never leave the bytes of one request with the checksum of another. Of two files for one part the higher
 * generation is the part; the other is a leftover.
 */
export interface PartName {
  readonly fileName: string;
  readonly generation: number;
  readonly part: StoredPart;
}

export interface PartNameInput {
  readonly partNumber: number;
  readonly generation: number;
  readonly sizeBytes: number;
  readonly algorithm: PartAlgorithm;
  readonly checksum: string | null;
  /** Stands in for the checksum where there is none. */
  readonly mark: string;
}

const pattern = /^(\d{5})\.(\d+)\.(\d+)\.(sha256|crc32c|none)-([A-Za-z0-9_-]+)$/;

export function formatPartName(input: PartNameInput): PartName {
  const mark = input.checksum === null ? input.mark : toBase64Url(fromBase64(input.checksum));
  const number = String(input.partNumber).padStart(5, '0');
  return {
    fileName: `${number}.${input.generation}.${input.sizeBytes}.${input.algorithm}-${mark}`,
    generation: input.generation,
    part: {
      partNumber: input.partNumber,
      sizeBytes: input.sizeBytes,
      etag: partEtag(input.sizeBytes, mark),
      checksum: input.checksum,
    },
  };
}

/** The part a directory entry stands for; undefined for entries that are no parts. */
export function parsePartName(fileName: string): PartName | undefined {
  const match = pattern.exec(fileName);
  if (!match) return undefined;
  const [, number, generation, size, algorithm, mark = ''] = match;
  const sizeBytes = Number(size);
  return {
    fileName,
    generation: Number(generation),
    part: {
      partNumber: Number(number),
      sizeBytes,
      etag: partEtag(sizeBytes, mark),
      checksum: algorithm === 'none' ? null : toBase64(fromBase64Url(mark)),
    },
  };
}

/** The newest file of each part, ascending. */
export function newestParts(fileNames: readonly string[]): readonly PartName[] {
  const newest = new Map<number, PartName>();
  for (const fileName of fileNames) {
    const name = parsePartName(fileName);
    if (!name) continue;
    const known = newest.get(name.part.partNumber);
    if (!known || known.generation < name.generation) newest.set(name.part.partNumber, name);
  }
  return [...newest.values()].sort((left, right) => left.part.partNumber - right.part.partNumber);
}
