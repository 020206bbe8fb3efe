'use client';
import { canPause, canResume } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { ItemButton, type ItemButtonKind, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

const pause: ItemButtonKind = {
  action: 'pause',
  text: 'pause',
  label: 'pauseFile',
  isOffered: ({ state }) => canPause(state),
  press: (manager, id) => manager.pause(id),
};

const resume: ItemButtonKind = {
  action: 'resume',
  text: 'resume',
  label: 'resumeFile',
  isOffered: ({ state }) => canResume(state),
  press: (manager, id) => manager.resume(id),
};

/** Pauses or resumes. One button for both, so that the focus stays where it is. */
export const ItemPauseToggle = takesRef(function ItemPauseToggle(
  props: ItemButtonProps,
): ReactElement | null {
  const { id } = useUploadItem();
  const kind = useUpload(id, resume.isOffered) === true ? resume : pause;
  return <ItemButton {...kind} buttonProps={props} />;
});
