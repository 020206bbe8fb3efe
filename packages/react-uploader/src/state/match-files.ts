import type { FileDescriptor, FileInput, UploadSnapshot } from '@holdfast/upload-manager';

/** A file that was chosen for the uploads that wait, and is none of theirs. */
export interface UnmatchedFile {
  readonly input: FileInput;
  readonly name: string;
  /** Bytes the upload of that name waits for, when there is one: the file was changed in between. */
  readonly expectedBytes: number | null;
  readonly offeredBytes: number;
}

export interface FileMatch {
  readonly id: string;
  readonly input: FileInput;
}

export interface FileMatches {
  readonly matched: readonly FileMatch[];
  readonly unmatched: readonly UnmatchedFile[];
}

/**
 * Finds for each file the upload that waits for it. The engine has the last word, by the content; here it is decided
 * what is worth offering: the same size, and the same name or, for a file that was renamed, the same time.
 */
export function matchFiles(waiting: readonly UploadSnapshot[], inputs: readonly FileInput[]): FileMatches {
  const left = new Map(waiting.map((upload) => [upload.id, upload]));
  const matched: FileMatch[] = [];
  const unmatched: UnmatchedFile[] = [];

  for (const input of inputs) {
    const file = fileOf(input);
    const best = bestOf([...left.values()], input);
    if (best === null) {
      const sameName = waiting.find((upload) => upload.file.name === file.name);
      const expectedBytes = sameName?.file.sizeBytes ?? null;
      unmatched.push({
        input,
        name: file.name,
        expectedBytes: expectedBytes === file.size ? null : expectedBytes,
        offeredBytes: file.size,
      });
      continue;
    }
    left.delete(best.id);
    matched.push({ id: best.id, input });
  }
  return { matched, unmatched };
}

function bestOf(candidates: readonly UploadSnapshot[], input: FileInput): UploadSnapshot | null {
  let best: UploadSnapshot | null = null;
  let bestLikeness = 0;
  for (const upload of candidates) {
    const likeness = likenessOf(upload.file, input);
    if (likeness > bestLikeness) {
      best = upload;
      bestLikeness = likeness;
    }
  }
  return best;
}

/** 0: not the file. The more agrees, the more: two folders may hold files of one name. */
function likenessOf(wanted: FileDescriptor, input: FileInput): number {
  const file = fileOf(input);
  const hasSameTime = wanted.lastModified === file.lastModified;
  const hasSameName = wanted.name === file.name;
  if (wanted.sizeBytes !== file.size || !(hasSameName || hasSameTime)) return 0;
  return 1 + Number(hasSameName) + Number(hasSameTime) + Number(wanted.relativePath === pathOf(input));
}

function fileOf(input: FileInput): File {
  return 'file' in input ? input.file : input;
}

function pathOf(input: FileInput): string {
  return ('file' in input ? input.relativePath : input.webkitRelativePath) ?? '';
}
