import type { FileInput } from '../../ports/file-source.ts';

/** What was handed in, all of it: one thing that is no file, and nothing is taken. */
export function toFileInputs(files: Iterable<FileInput>): readonly FileInput[] {
  return [...files].map((input: unknown, index) => {
    const file = typeof input === 'object' && input !== null && 'file' in input ? input.file : input;
    // The tag and not the class: each frame has a `File` of its own.
    const type = Object.prototype.toString.call(file).slice('[object '.length, -1);
    // Checked by its tag; the compiler knows classes only.
    if (type === 'File') return input as FileInput;
    throw new TypeError(`files[${index}] is a ${type}, not a File; of a Blob make new File([blob], name)`);
  });
}
