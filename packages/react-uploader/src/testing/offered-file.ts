import type { FileDescriptor, FileInput } from '@holdfast/upload-manager';

/** The file of what was handed in. */
export function fileOf(input: FileInput): File {
  return 'file' in input ? input.file : input;
}

/** How the list describes what was handed in. */
export function descriptorOf(input: FileInput): FileDescriptor {
  const file = fileOf(input);
  const relativePath = input instanceof File ? file.webkitRelativePath : input.relativePath;
  return {
    name: file.name,
    mimeType: file.type,
    relativePath: relativePath ?? '',
    sizeBytes: file.size,
    lastModified: file.lastModified,
  };
}

/** Whether a file may be the one an upload waits for. */
export function isSame(descriptor: FileDescriptor, file: File): boolean {
  return descriptor.name === file.name && descriptor.sizeBytes === file.size;
}
