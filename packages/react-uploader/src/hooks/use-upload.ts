'use client';
import type { UploadMetadata, UploadSnapshot } from '@holdfast/upload-manager';
import { useUploadSelector } from './use-upload-selector.ts';

/** Everything known of an upload but its progress, which has a hook of its own. */
export type UploadView<Metadata extends object = UploadMetadata> = Omit<UploadSnapshot<Metadata>, 'progress'>;

/** One upload, or `undefined` when it is not in the list. Progress never renders a component that uses this. */
export function useUpload(id: string): UploadView | undefined;
/**
 * What a selector takes from one upload.
 * @example const canPauseIt = useUpload(id, (upload) => canPause(upload.state));
 */
export function useUpload<T>(id: string, selector: (upload: UploadView) => T): T | undefined;
export function useUpload(
  id: string,
  selector: (upload: UploadSnapshot) => unknown = withoutProgress,
): unknown {
  return useUploadSelector(id, selector);
}

function withoutProgress({ progress: _progress, ...view }: UploadSnapshot): UploadView {
  return view;
}
