import type { UploadManager } from '@holdfast/upload-manager';
import { watchMembership } from './watch-membership.ts';

/** Calls back when an upload changes, and when it enters or leaves the list. Costs nothing while others make progress. */
export function watchUpload(manager: UploadManager, id: string, onChange: () => void): () => void {
  let store = manager.getUpload(id);
  let stop = store?.subscribe(onChange);
  const stopMembership = watchMembership(manager, () => {
    const current = manager.getUpload(id);
    if (current === store) return;
    stop?.();
    store = current;
    stop = store?.subscribe(onChange);
    onChange();
  });
  return () => {
    stop?.();
    stopMembership();
  };
}
