import { ApiError } from '../domain/api-error.ts';

const maxDepth = 32;
/** Names that mean something to JavaScript itself; schemas would drop them without a word. */
const reservedNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Rejects JSON that no database can store or that is built to hurt: text with NUL or half a surrogate pair, numbers past
 * every number, names of JavaScript's own, nesting nobody writes by hand.
 */
export function requireSoundJson(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') requireSoundText(value);
    if (typeof value === 'number') requireFinite(value);
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

/** What is too large for a number is read as infinity, and would come back as null. */
function requireFinite(value: number): void {
  if (Number.isFinite(value)) return;
  throw new ApiError('invalid_request', 'A number is too large');
}

const doubleQuote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/**
 * Rejects JSON that names a member twice: a proxy that believed the first and a server that believes the last would see
 * two different requests. The parser keeps one member for each name, so the text then has more of them than the value.
 */
export function requireDistinctNames(text: string, root: unknown): void {
  if (membersInText(text) === membersInValue(root)) return;
  throw new ApiError('invalid_request', 'An object in the body has the same name twice');
}

/** Outside of strings, valid JSON has one colon for each member. */
function membersInText(text: string): number {
  let members = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === doubleQuote) isInString = !isInString;
    else if (isInString && code === backslash) index += 1;
    else if (!isInString && code === colon) members += 1;
  }
  return members;
}

function membersInValue(root: unknown): number {
  let members = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inner = Object.values(value);
    if (!Array.isArray(value)) members += inner.length;
    for (const item of inner) open.push(item);
  }
  return members;
}
