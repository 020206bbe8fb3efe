import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';

/** What the detector looks at; the rest of a file cannot change its answer. */
export const sniffedBytes = 4100;

/** The type the bytes have, whatever their sender calls them; null when they carry no known mark. */
export async function detectType(firstBytes: Uint8Array): Promise<string | null> {
  const result = await fileTypeFromBuffer(firstBytes);
  return result?.mime ?? null;
}

export interface TypeEvidence {
  readonly declared: string;
  readonly detected: string | null;
}

/** Whether a file may be kept. What can be detected must be; only types without a mark are taken on their sender's word. */
export function isTypeAllowed(
  allowedTypes: readonly string[],
  { declared, detected }: TypeEvidence,
): boolean {
  if (allowedTypes.length === 0) return true;
  if (detected !== null) return matchesType(allowedTypes, detected);
  return !supportedMimeTypes.has(essence(declared)) && matchesType(allowedTypes, declared);
}

/** Whether a declared type is in the list, before there are any bytes. */
export function matchesType(allowedTypes: readonly string[], type: string): boolean {
  const wanted = essence(type);
  return allowedTypes.some((allowed) => {
    const pattern = essence(allowed);
    // The slash belongs to the comparison: `image/*` is not `imagex/png`.
    return pattern.endsWith('/*') ? wanted.startsWith(pattern.slice(0, -1)) : wanted === pattern;
  });
}

/** The type without parameters. */
function essence(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}
