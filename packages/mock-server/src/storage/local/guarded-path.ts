import { join, sep } from 'node:path';
import { StorageError } from '../storage-error.ts';

/** A segment never starts with a dot and holds nothing a file system could read as more than a name. */
const segmentPattern = /^[A-Za-z0-9_=-][A-Za-z0-9._=-]{0,254}$/;
const maxSegments = 16;

/** The path of a key below `root`. Keys come from this server, and are checked as if they did not. */
export function guardedPath(root: string, key: string): string {
  const segments = key.split('/');
  const isPlain = segments.length <= maxSegments && segments.every((segment) => segmentPattern.test(segment));
  const path = isPlain ? join(root, ...segments) : '';
  if (path.startsWith(root + sep)) return path;
  throw new StorageError('invalid_key', 'The key is not one this store can hold');
}
