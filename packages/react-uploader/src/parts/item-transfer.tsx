'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadProgress } from '../hooks/use-upload-progress.ts';
import { useWording } from '../hooks/use-wording.ts';
import { joinFigures } from './join-figures.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemTransferState {
  /** The upload's id: `useUploadProgress(id)` has the same figures. */
  readonly id: string;
}

export interface ItemTransferProps extends PartProps<'span'> {
  readonly render?: PartRender<PartProps<'span'>, ItemTransferState>;
}

/** Bytes sent, speed and time left, while bytes are sent. Its ticks render nothing but these words. */
export const ItemTransfer = takesRef(function ItemTransfer(props: ItemTransferProps): ReactElement | null {
  const draw = usePart('span', 'item-transfer', props);
  const { id } = useUploadItem();
  const isSending = useUpload(id, ({ state }) => state.status === 'uploading' && state.wait === null);
  if (isSending !== true) return null;
  return draw(
    { id },
    {
      children: <TransferText id={id} />,
    },
  );
});

function TransferText({ id }: { readonly id: string }): ReactElement | null {
  const { say } = useWording();
  const progress = useUploadProgress(id);
  if (progress === undefined || progress.sizeBytes === null) return null;
  const { sentBytes, sizeBytes, bytesPerSecond, remainingMs } = progress;
  const figures = joinFigures([
    say('sentOfSize', { sent: sentBytes, size: sizeBytes }),
    bytesPerSecond === null ? null : say('speed', { bytesPerSecond }),
    remainingMs === null ? null : say('timeLeft', { duration: remainingMs }),
  ]);
  return <>{figures}</>;
}
