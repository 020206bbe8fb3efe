import type { UploadEventMap, UploadManager } from '@holdfast/upload-manager';

/** Listens to several events, and returns what stops it. */
export function onEach(
  manager: UploadManager,
  names: readonly (keyof UploadEventMap)[],
  listener: () => void,
): readonly (() => void)[] {
  return names.map((name) => manager.on(name, listener));
}
