'use client';
import {
  canCancel,
  canPause,
  canResume,
  isFinished,
  type UploadManager,
  type UploadState,
} from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import { useSelection } from '../hooks/use-selection.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import { QuietButton } from './quiet-button.tsx';

/** Selects all or none, and acts on what is selected: each upload does what it can of what it is asked. */
export function SelectionBar(): ReactElement {
  const part = usePartMarks();
  const manager = useUploadManager();
  const { say } = useWording();
  const languageProps = useLanguageProps();
  const { selectedIds, selectAll, clear } = useSelection();
  const count = useUploads(({ ids }) => ids.length);
  const isNone = selectedIds.size === 0;

  /** Those of the selected uploads that can. */
  const selected = (isPossible: (state: UploadState) => boolean) => idsOf(manager, selectedIds, isPossible);

  return (
    <div {...languageProps} {...part('selection-bar')}>
      <label>
        <input
          type="checkbox"
          checked={!isNone}
          ref={(input) => {
            // Some of them: a state that HTML has no attribute for.
            if (input !== null) input.indeterminate = !isNone && selectedIds.size < count;
          }}
          onChange={() => (selectedIds.size < count ? selectAll() : clear())}
          {...part('item-checkbox')}
        />
        <span>{isNone ? say('selectAll') : say('selectedFiles', { count: selectedIds.size })}</span>
      </label>
      {!isNone && (
        <div {...part('selection-actions')}>
          <QuietButton onClick={() => manager.pause(selected(canPause))}>{say('pause')}</QuietButton>
          <QuietButton onClick={() => manager.resume(selected(canResume))}>{say('resume')}</QuietButton>
          <QuietButton onClick={() => manager.cancel(selected(canCancel))}>{say('cancel')}</QuietButton>
          <QuietButton onClick={() => manager.remove(selected(isFinished))}>{say('remove')}</QuietButton>
          <QuietButton data-tone="plain" onClick={clear}>
            {say('clearSelection')}
          </QuietButton>
        </div>
      )}
    </div>
  );
}

function idsOf(
  manager: UploadManager,
  ids: ReadonlySet<string>,
  isPossible: (state: UploadState) => boolean,
): readonly string[] {
  return [...ids].filter((id) => {
    const upload = manager.getUpload(id)?.getState();
    return upload !== undefined && isPossible(upload.state);
  });
}
