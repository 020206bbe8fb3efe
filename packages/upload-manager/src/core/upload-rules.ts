import { UploadError } from '../errors/upload-error.ts';

/** What this page takes. What breaks a rule is listed as failed, with the reason, and not a byte of it is sent. */
export interface UploadRules {
  /** As in the `accept` attribute of a file input: `.pdf`, `image/*`, `video/mp4`. @default every type */
  readonly accept?: readonly string[];
  /** Bytes. @default 0 */
  readonly minSizeBytes?: number;
  /** Bytes. @default as much as the plan allows */
  readonly maxSizeBytes?: number;
  /** Files in the list, failed and cancelled ones not counted. @default any number */
  readonly maxFiles?: number;
}

export interface CheckedFile {
  readonly name: string;
  /** Empty where the browser does not know it. */
  readonly mimeType: string;
  readonly sizeBytes: number;
}

/** The rule a file breaks, or `null`. `count` is the number of files with this one. */
export function brokenRule(rules: UploadRules, file: CheckedFile, count: number): UploadError | null {
  const { accept, maxFiles, maxSizeBytes, minSizeBytes = 0 } = rules;
  if (maxFiles !== undefined && count > maxFiles) {
    return new UploadError('too_many_files', `No more than ${maxFiles} files are taken`, {
      details: { limit: maxFiles },
    });
  }
  if (accept !== undefined && !accept.some((pattern) => isOfType(file, pattern))) {
    return new UploadError('type_not_allowed', `${file.name} has a type that is not accepted`, {
      details: { allowed_types: accept },
    });
  }
  if (maxSizeBytes !== undefined && file.sizeBytes > maxSizeBytes) {
    return new UploadError('size_not_allowed', `${file.name} is larger than ${maxSizeBytes} bytes`, {
      details: { max_file_bytes: maxSizeBytes },
    });
  }
  if (file.sizeBytes < minSizeBytes) {
    return new UploadError('size_not_allowed', `${file.name} is smaller than ${minSizeBytes} bytes`, {
      details: { min_file_bytes: minSizeBytes },
    });
  }
  return null;
}

/** As HTML defines `accept`: an extension with its dot, a type, or all types of a kind. Letter case is ignored. */
function isOfType({ mimeType, name }: CheckedFile, pattern: string): boolean {
  const wanted = pattern.trim().toLowerCase();
  const type = mimeType.toLowerCase();
  if (wanted.startsWith('.')) return name.toLowerCase().endsWith(wanted);
  if (wanted.endsWith('/*')) return wanted === '*/*' || type.startsWith(wanted.slice(0, -1));
  return type === wanted;
}
