'use client';
import type { UploadError, UploadStatus, Wait } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import type { ReactElement } from 'react';
import { type UploadView, useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { UploadTexts } from '../texts/catalogues/en.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { RetryCountdown } from './retry-countdown.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';
import { waitOf } from './wait-of.ts';

export interface ItemStatusState {
  /** Where the upload is in its life. @selector [data-status="failed"] and so on */
  readonly status: UploadStatus;
  /** Why nothing moves although nobody asked to stop. @selector [data-wait="offline"] and so on */
  readonly wait: Wait | null;
  /** Why it failed, or why the file that was offered is not the one. @selector [data-error] holds its code */
  readonly error: UploadError | null;
  /** What a file is needed for: `permission` takes one click, `file` a choice. */
  readonly need: 'file' | 'permission' | null;
}

export interface ItemStatusProps extends PartProps<'p'> {
  readonly render?: PartRender<PartProps<'p'>, ItemStatusState>;
}

/** The upload's state in words a person understands, with what to do when there is something to do. */
export const ItemStatus = takesRef(function ItemStatus(props: ItemStatusProps): ReactElement | null {
  const draw = usePart('p', 'item-status', props);
  const { id, statusId } = useUploadItem();
  const state = useUpload(id, toStatusState);
  if (state === undefined) return null;
  return draw(
    state,
    {
      children: <StatusText state={state} />,
    },
    {
      id: statusId,
      'data-status': state.status,
      'data-wait': state.wait?.reason,
      'data-error': state.error?.code,
    },
  );
});

function toStatusState({ state }: UploadView): ItemStatusState {
  return {
    status: state.status,
    wait: waitOf(state),
    error: 'error' in state ? state.error : null,
    need: state.status === 'needs-file' ? state.need : null,
  };
}

function StatusText({ state }: { readonly state: ItemStatusState }): ReactElement {
  const wording = useWording();
  if (state.wait?.reason === 'offline') return <>{wording.say('waitOffline')}</>;
  if (state.wait?.reason === 'sign-in') return <>{wording.say('waitSignIn')}</>;
  if (state.wait?.reason === 'retry') return <RetryCountdown until={state.wait.until} />;
  if (state.error !== null) return <>{describeError(state.error, wording).text}</>;
  return <>{wording.say(textOf(state))}</>;
}

const statusTexts = {
  preparing: 'statusPreparing',
  queued: 'statusQueued',
  initiating: 'statusInitiating',
  restoring: 'statusRestoring',
  'needs-file': 'statusNeedsFile',
  verifying: 'statusVerifying',
  uploading: 'statusUploading',
  paused: 'statusPaused',
  completing: 'statusCompleting',
  completed: 'statusCompleted',
  failed: 'statusFailed',
  cancelled: 'statusCancelled',
} as const satisfies Record<UploadStatus, keyof UploadTexts>;

function textOf({ status, need }: ItemStatusState) {
  return need === 'permission' ? 'statusNeedsPermission' : statusTexts[status];
}
