import { type FileCollection, mergeCollections } from './file-collection.ts';
import { type OpenFilePickerOptions, openFilePickerOf } from './file-system-access.ts';
import { readHandle } from './read-handle.ts';

export interface PickFilesOptions {
  readonly multiple: boolean;
  /** As the `accept` attribute of an input: MIME types and extensions, separated by commas. */
  readonly accept?: string | undefined;
}

export type PickResult =
  | { readonly outcome: 'picked'; readonly collection: FileCollection }
  | { readonly outcome: 'dismissed' }
  /** The browser has no such picker, or does not allow it here: use an input. */
  | { readonly outcome: 'unsupported' };

/** Whether the browser has a picker that hands out handles. */
export function canPickHandles(): boolean {
  return openFilePickerOf(globalThis) !== undefined;
}

/** Opens the picker that hands out handles. Call it from a click. */
export async function pickFiles({ multiple, accept }: PickFilesOptions): Promise<PickResult> {
  const showOpenFilePicker = openFilePickerOf(globalThis);
  if (showOpenFilePicker === undefined) return { outcome: 'unsupported' };
  try {
    const handles = await showOpenFilePicker({ multiple, ...typesOf(accept) });
    const collections = await Promise.all(handles.map((handle) => readHandle(handle)));
    return { outcome: 'picked', collection: mergeCollections(collections) };
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') return { outcome: 'dismissed' };
    // Refused in a cross-origin frame, by policy, or for a type it does not understand: an input still works.
    return { outcome: 'unsupported' };
  }
}

/** The picker wants extensions filed under a MIME type; the type itself may stay unspecific. */
function typesOf(accept: string | undefined): Pick<OpenFilePickerOptions, 'types'> {
  const wanted = (accept ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (wanted.length === 0) return {};
  const extensions = wanted.filter((entry) => entry.startsWith('.'));
  const mimeTypes = wanted.filter((entry) => entry.includes('/'));
  return {
    types: [
      {
        accept: {
          ...Object.fromEntries(mimeTypes.map((mimeType) => [mimeType, []])),
          ...(extensions.length === 0 ? {} : { 'application/octet-stream': extensions }),
        },
      },
    ],
  };
}
