import type { FileReference, UploadError } from '@holdfast/upload-manager';

const mostListed = 5;

export interface FileUses {
  /** The first few. */
  readonly references: readonly FileReference[];
  readonly count: number;
}

/** What refers to a file, out of the refusal to delete it. It comes from a server: what is no reference is left out. */
export function usesOf({ details }: UploadError): FileUses {
  const listed = Array.isArray(details.references) ? details.references.flatMap(referenceOf) : [];
  const count = typeof details.reference_count === 'number' ? details.reference_count : 0;
  return { references: listed.slice(0, mostListed), count: Math.max(count, listed.length) };
}

function referenceOf(value: unknown): readonly FileReference[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!('reference_type' in value) || !('reference_id' in value)) return [];
  const { reference_type: type, reference_id: id } = value;
  return typeof type === 'string' && typeof id === 'string' ? [{ type, id }] : [];
}
