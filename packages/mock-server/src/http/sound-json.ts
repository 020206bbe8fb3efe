import { ApiError } from '../domain/api-error.ts';

const maxDepth = 32;
/** Names that mean something to JavaScript itself; schemas would drop them without a word. */
const reservedNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Rejects JSON that no database can store or that is built to hurt: text with NUL or half a surrogate pair, names of
 * JavaScript's own, nesting nobody writes by hand.
 */
export function requireSoundJson(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') requireSoundText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= maxDepth)
      throw new ApiError('invalid_request', `The body is nested deeper than ${maxDepth} levels`);
    for (const [name, inner] of Object.entries(value)) {
      if (reservedNames.has(name)) throw new ApiError('invalid_request', `The name ${name} cannot be used`);
      requireSoundText(name);
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}

function requireSoundText(text: string): void {
  if (!/\0|\p{Surrogate}/u.test(text)) return;
  throw new ApiError('invalid_request', 'Text may hold neither NUL nor half a surrogate pair');
}
