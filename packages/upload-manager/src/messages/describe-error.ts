import type { UploadError } from '../errors/upload-error.ts';
import { en, type MessageNumbers, type MessageTemplate } from './en.ts';
import type { ErrorMessage } from './error-message.ts';
import { formatBytes, formatNeededBytes } from './format-bytes.ts';

/** The sentence for people: what happened, with the numbers in it, and what to do next. */
export function describeError(error: UploadError): ErrorMessage {
  const { text, action }: MessageTemplate = en[error.code];
  return { text: typeof text === 'string' ? text : text(toNumbers(error.details)), action };
}

function toNumbers(details: UploadError['details']): MessageNumbers {
  const { limit_bytes, used_bytes, reserved_bytes, requested_bytes, max_file_bytes } = details;
  return {
    missing: toMissing([limit_bytes, used_bytes, reserved_bytes, requested_bytes]),
    limit: isSize(limit_bytes) ? formatBytes(limit_bytes, 'en') : null,
    maxFileSize: isSize(max_file_bytes) ? formatBytes(max_file_bytes, 'en') : null,
  };
}

function toMissing(values: readonly unknown[]): string | null {
  const [limit, used, reserved, requested] = values.filter(isSize);
  if (limit === undefined || used === undefined || reserved === undefined || requested === undefined)
    return null;
  const missing = used + reserved + requested - limit;
  return missing > 0 ? formatNeededBytes(missing, 'en') : null;
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
