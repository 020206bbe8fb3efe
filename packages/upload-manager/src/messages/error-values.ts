import { limits } from '../contract/index.ts';
import type { UploadError } from '../errors/upload-error.ts';
import { formatBytes } from './format-bytes.ts';
import type { MessageValues } from './message-values.ts';
import { typeLabels } from './type-labels.ts';

/** The numbers an error brought along. They come from a server: what is no sound number is left out. */
export function valuesOfError({ details, retryAfterMs }: UploadError): MessageValues {
  const values = {
    missing: missingBytes(details),
    limit: sizeOf(details.limit_bytes),
    maxFileSize: sizeOf(details.max_file_bytes),
    minFileSize: sizeOf(details.min_file_bytes),
    refusal: typeof details.reason === 'string' ? details.reason : undefined,
    allowed: sizeOf(details.limit),
    maxNameLength: namesFileName(details.issues) ? limits.maxFileNameLength : undefined,
    types: typeLabels(details.allowed_types),
    wait: retryAfterMs,
    ...fileSizes(sizeOf(details.expected_bytes), sizeOf(details.offered_bytes)),
  };
  return withoutUnknown(values);
}

/** How much has to be freed, which is what the server refused to go beyond. */
function missingBytes(details: UploadError['details']): number | undefined {
  const limit = sizeOf(details.limit_bytes);
  const used = sizeOf(details.used_bytes);
  const reserved = sizeOf(details.reserved_bytes);
  const requested = sizeOf(details.requested_bytes);
  if (limit === undefined || used === undefined || reserved === undefined || requested === undefined)
    return undefined;
  const missing = used + reserved + requested - limit;
  return missing > 0 ? missing : undefined;
}

/** Two sizes that look the same in a sentence explain nothing. */
function fileSizes(expected: number | undefined, offered: number | undefined): MessageValues {
  if (expected === undefined || offered === undefined) return {};
  return formatBytes(expected, 'en') === formatBytes(offered, 'en') ? {} : { expected, offered };
}

/** Whether the name of the file is what the server did not like. */
function namesFileName(issues: unknown): boolean {
  return Array.isArray(issues) && issues.some((issue: unknown) => pathOf(issue).endsWith('file_name'));
}

function pathOf(issue: unknown): string {
  if (typeof issue !== 'object' || issue === null || !('path' in issue)) return '';
  return typeof issue.path === 'string' ? issue.path : '';
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function withoutUnknown(
  values: { readonly [Name in keyof MessageValues]: MessageValues[Name] | undefined },
): MessageValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
