import { type MakeDirectoryOptions, mkdirSync, type RmOptions, writeFileSync } from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * A disk that loses its power. What a program does to files is recorded; from the record comes what is left when the
 * power goes at any moment: what was synchronised, and of the rest as much as the disk happened to have written.
 *
 * The rules are those of a journaling file system that promises no more than POSIX: the bytes of a file are there after
 * its own fsync, its name after that of its directory. Changes of names reach the disk in order, a rename at once as a whole.
 */
type DiskOperation =
  | { readonly kind: 'mkdir' | 'remove' | 'syncDirectory'; readonly path: string }
  | { readonly kind: 'create'; readonly path: string; readonly file: object }
  | { readonly kind: 'write'; readonly file: object; readonly bytes: Uint8Array }
  | { readonly kind: 'syncFile'; readonly file: object }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

export type DiskRecord = DiskOperation[];

/** The file system's functions, with each change they make written into the record. */
export function recordChanges(files: typeof FileSystem, record: DiskRecord): typeof FileSystem {
  return {
    ...files,
    async mkdir(path: string, options: MakeDirectoryOptions = {}) {
      const first = await files.mkdir(path, options);
      for (const made of directoriesMade(path, { first, isRecursive: options.recursive === true })) {
        record.push({ kind: 'mkdir', path: made });
      }
      return first;
    },
    async open(path: string, flags: number, mode?: number) {
      const handle = await files.open(path, flags, mode);
      return recordHandle(handle, { path, flags, files, record });
    },
    async rename(path: string, to: string) {
      await files.rename(path, to);
      record.push({ kind: 'rename', path, to });
    },
    async unlink(path: string) {
      await files.unlink(path);
      record.push({ kind: 'remove', path });
    },
    async rmdir(path: string) {
      await files.rmdir(path);
      record.push({ kind: 'remove', path });
    },
    async rm(path: string, options: RmOptions) {
      await files.rm(path, options);
      record.push({ kind: 'remove', path });
    },
    // The driver uses these functions with these arguments only.
  } as unknown as typeof FileSystem;
}

function directoriesMade(
  path: string,
  { first, isRecursive }: { readonly first: string | undefined; readonly isRecursive: boolean },
): string[] {
  if (!isRecursive) return [path];
  if (first === undefined) return [];
  const made: string[] = [];
  for (let at = path; at.length >= first.length; at = dirname(at)) made.unshift(at);
  return made;
}

interface HandleRecord {
  readonly path: string;
  readonly flags: number;
  readonly files: typeof FileSystem;
  readonly record: DiskRecord;
}

function recordHandle(handle: FileHandle, { path, flags, files, record }: HandleRecord): FileHandle {
  const { O_CREAT, O_DIRECTORY } = files.constants;
  const file = {};
  const isDirectory = (flags & O_DIRECTORY) !== 0;
  if ((flags & O_CREAT) !== 0) record.push({ kind: 'create', path, file });
  const synchronised = () =>
    void record.push(isDirectory ? { kind: 'syncDirectory', path } : { kind: 'syncFile', file });
  const recorded = {
    async write(block: Uint8Array, offset: number) {
      const result = await handle.write(block, offset);
      // The caller may use its buffer again.
      const bytes = block.slice(offset, offset + result.bytesWritten);
      record.push({ kind: 'write', file, bytes });
      return result;
    },
    async writeFile(text: string) {
      await handle.writeFile(text);
      record.push({ kind: 'write', file, bytes: new TextEncoder().encode(text) });
    },
    // This disk is the record: waiting for the real one would only take time.
    sync: async () => synchronised(),
    datasync: async () => synchronised(),
  };
  return new Proxy(handle, {
    get(target, name) {
      if (Object.hasOwn(recorded, name)) return recorded[name as keyof typeof recorded];
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

interface FileNode {
  readonly kind: 'file';
  readonly written: Uint8Array[];
  durable: Uint8Array;
}

interface DirectoryNode {
  readonly kind: 'directory';
  readonly entries: Map<string, DiskNode>;
  readonly durable: Map<string, DiskNode>;
}

type DiskNode = FileNode | DirectoryNode;

/** A change of names that is not on the disk yet. */
interface PendingChange {
  readonly directories: readonly DirectoryNode[];
  reachDisk(): void;
}

export interface PowerLoss {
  /** How many operations of the record were made before the power went. */
  readonly after: number;
  /** How much of what was not synchronised reached the disk all the same: from 0, nothing, to 1, all. */
  readonly luck: number;
}

/** Writes what the disk below `root` holds after the power was lost into an empty directory. */
export function restoreAfterPowerLoss(
  record: readonly DiskOperation[],
  { root, into, after, luck }: PowerLoss & { readonly root: string; readonly into: string },
): void {
  const top = newDirectory();
  const files = new Map<object, FileNode>();
  let pending: PendingChange[] = [];

  const find = (path: string): DiskNode | undefined => {
    if (path === root) return top;
    if (!path.startsWith(`${root}/`)) return undefined;
    const parent = find(dirname(path));
    return parent?.kind === 'directory' ? parent.entries.get(basename(path)) : undefined;
  };
  const parentOf = (path: string): DirectoryNode | undefined => {
    const parent = find(dirname(path));
    return parent?.kind === 'directory' ? parent : undefined;
  };
  const link = (path: string, node: DiskNode): void => {
    const parent = parentOf(path);
    if (!parent) return;
    const name = basename(path);
    parent.entries.set(name, node);
    pending.push({ directories: [parent], reachDisk: () => void parent.durable.set(name, node) });
  };
  const unlink = (path: string): void => {
    const parent = parentOf(path);
    const name = basename(path);
    if (!parent?.entries.delete(name)) return;
    pending.push({ directories: [parent], reachDisk: () => void parent.durable.delete(name) });
  };
  const rename = (path: string, to: string): void => {
    const [source, target, node] = [parentOf(path), parentOf(to), find(path)];
    if (!source || !target || !node) return;
    source.entries.delete(basename(path));
    target.entries.set(basename(to), node);
    pending.push({
      directories: [source, target],
      reachDisk() {
        source.durable.delete(basename(path));
        target.durable.set(basename(to), node);
      },
    });
  };
  const syncDirectory = (directory: DiskNode | undefined): void => {
    const isTouched = ({ directories }: PendingChange) =>
      directories.some((touched) => touched === directory);
    for (const change of pending.filter(isTouched)) change.reachDisk();
    pending = pending.filter((change) => !isTouched(change));
  };

  for (const operation of record.slice(0, after)) {
    if (operation.kind === 'mkdir') link(operation.path, newDirectory());
    if (operation.kind === 'remove') unlink(operation.path);
    if (operation.kind === 'rename') rename(operation.path, operation.to);
    if (operation.kind === 'syncDirectory') syncDirectory(find(operation.path));
    if (operation.kind === 'create') {
      const file: FileNode = { kind: 'file', written: [], durable: new Uint8Array() };
      files.set(operation.file, file);
      link(operation.path, file);
    }
    if (operation.kind === 'write') files.get(operation.file)?.written.push(operation.bytes);
    if (operation.kind === 'syncFile') {
      const file = files.get(operation.file);
      if (file) file.durable = Buffer.concat(file.written);
    }
  }

  for (const change of pending.slice(0, Math.floor(pending.length * luck))) change.reachDisk();
  for (const file of files.values()) {
    const written = Buffer.concat(file.written);
    const reached = Math.floor(
      file.durable.byteLength + (written.byteLength - file.durable.byteLength) * luck,
    );
    file.durable = written.subarray(0, reached);
  }
  materialize(top, into);
}

function newDirectory(): DirectoryNode {
  return { kind: 'directory', entries: new Map(), durable: new Map() };
}

function materialize(directory: DirectoryNode, path: string): void {
  mkdirSync(path, { recursive: true });
  for (const [name, node] of directory.durable) {
    if (node.kind === 'directory') materialize(node, join(path, name));
    else writeFileSync(join(path, name), node.durable);
  }
}
