import type { UploadManager } from '@holdfast/upload-manager';

/** Calls back when an upload changes, and when it enters or leaves the list. Costs nothing while others make progress. */
export function watchUpload(manager: UploadManager, id: string, onChange: () => void): () => void {
  let store = manager.getUpload(id);
  let stop = store?.subscribe(onChange);
  const stopList = manager.list.subscribe((list, previous) => {
    if (list.ids === previous.ids) return;
    const current = manager.getUpload(id);
    if (current === store) return;
    stop?.();
    store = current;
    stop = store?.subscribe(onChange);
    onChange();
  });
  return () => {
    stop?.();
    stopList();
  };
}
