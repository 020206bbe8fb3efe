'use client';
import { sessionOf, type UploadOwner, type UploadStatus, type Wait } from '@holdfast/upload-manager';
import { actionOf, type ErrorAction } from '@holdfast/upload-manager/messages';
import { type ReactElement, useContext, useId, useMemo } from 'react';
import { useIsSelected } from '../hooks/use-selection.ts';
import { type UploadView, useUpload } from '../hooks/use-upload.ts';
import { type PartProps, type PartRender, presence } from './part-props.ts';
import { RowPositionContext } from './row-position-context.ts';
import { takesRef } from './takes-ref.ts';
import { UploadItemContext } from './upload-item-context.ts';
import { useFocusHandover } from './use-focus-handover.ts';
import { usePart } from './use-part.ts';
import { waitOf } from './wait-of.ts';

export interface UploadItemState {
  /** Where the upload is in its life. @selector [data-status="uploading"] and so on */
  readonly status: UploadStatus;
  /** Why nothing moves although nobody asked to stop. @selector [data-wait="offline"], [data-wait="retry"], [data-wait="sign-in"] */
  readonly waitReason: Wait['reason'] | null;
  /** What the upload waits for: one click, or a choice. @selector [data-need="permission"], [data-need="file"] */
  readonly need: 'file' | 'permission' | null;
  /** What a person can do about the failure. @selector [data-error-action="retry"], [data-error-action="upgrade"] and so on */
  readonly errorAction: ErrorAction | null;
  /** Whether the file goes up in parts. @selector [data-multipart] */
  readonly isMultipart: boolean;
  /** Which page works on it. @selector [data-owner="other-page"] */
  readonly owner: UploadOwner;
  /** Whether it is selected. @selector [data-selected] */
  readonly isSelected: boolean;
}

export interface UploadItemProps extends Omit<PartProps<'li'>, 'id'> {
  /** The upload's id. */
  readonly id: string;
  readonly render?: PartRender<PartProps<'li'>, UploadItemState>;
}

/** One upload of the list. It renders when the status changes, never with the progress. */
export const UploadItem = takesRef(function UploadItem({
  id,
  ...rest
}: UploadItemProps): ReactElement | null {
  const draw = usePart('li', 'item', rest);
  const elementId = useId();
  const upload = useUpload(id, toItemState);
  const isSelected = useIsSelected(id);
  const context = useMemo(
    () => ({ id, nameId: `${elementId}name`, statusId: `${elementId}status` }),
    [id, elementId],
  );
  const place = useContext(RowPositionContext);
  const ref = useFocusHandover(rest.ref);
  if (upload === undefined) return null;
  const state: UploadItemState = { ...upload, isSelected };

  return (
    <UploadItemContext.Provider value={context}>
      {draw(
        state,
        {
          'aria-labelledby': context.nameId,
          'aria-posinset': place?.position,
          'aria-setsize': place?.rowCount,
        },
        {
          ref,
          'data-upload-id': id,
          'data-status': state.status,
          'data-wait': state.waitReason ?? undefined,
          'data-need': state.need ?? undefined,
          'data-error-action': state.errorAction ?? undefined,
          'data-multipart': presence(state.isMultipart),
          'data-selected': presence(isSelected),
          'data-owner': state.owner === 'this-page' ? undefined : state.owner,
        },
      )}
    </UploadItemContext.Provider>
  );
});

function toItemState({ owner, state }: UploadView): Omit<UploadItemState, 'isSelected'> {
  return {
    status: state.status,
    waitReason: waitOf(state)?.reason ?? null,
    need: state.status === 'needs-file' ? state.need : null,
    errorAction: state.status === 'failed' ? actionOf(state.error) : null,
    isMultipart: (sessionOf(state)?.partCount ?? 1) > 1,
    owner,
  };
}
