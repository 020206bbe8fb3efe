'use client';
import {
  canCancel,
  canPause,
  canResume,
  isFinished,
  type UploadManager,
  type UploadSnapshot,
  type UploadState,
} from '@holdfast/upload-manager';
import { type ReactElement, useEffect, useRef } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import { useSelection } from '../hooks/use-selection.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import { useFocusHandover } from '../parts/use-focus-handover.ts';
import { canEditDetails } from '../state/can-edit-details.ts';
import { QuietButton } from './quiet-button.tsx';

export interface SelectionBarProps {
  /** Offers to edit what is kept with the uploads that are selected, all at once. */
  readonly onEditDetails?: ((ids: readonly string[]) => void) | undefined;
}

/** Selects all or none, and acts on what is selected: each upload does what it can of what it is asked. */
export function SelectionBar({ onEditDetails }: SelectionBarProps): ReactElement {
  const part = usePartMarks();
  const manager = useUploadManager();
  const { say } = useWording();
  const languageProps = useLanguageProps();
  const { selectedIds, selectAll, clear } = useSelection();
  const count = useUploads(({ ids }) => ids.length);
  const checkbox = useRef<HTMLInputElement>(null);
  const checkboxRef = useFocusHandover(checkbox);
  const actionsRef = useFocusHandover<HTMLDivElement>(undefined, checkbox);
  const isNone = selectedIds.size === 0;
  const isSome = !isNone && selectedIds.size < count;

  useEffect(() => {
    // A state that HTML has no attribute for.
    if (checkbox.current !== null) checkbox.current.indeterminate = isSome;
  }, [isSome]);

  /** Those of the selected uploads that can. */
  const idsWhere = (isPossible: (upload: UploadSnapshot) => boolean) =>
    idsOf(manager, selectedIds, isPossible);
  const selected = (isPossible: (state: UploadState) => boolean) =>
    idsWhere(({ state }) => isPossible(state));

  return (
    <div {...languageProps} {...part('selection-bar')}>
      <label>
        <input
          type="checkbox"
          checked={!isNone}
          ref={checkboxRef}
          onChange={() => (selectedIds.size < count ? selectAll() : clear())}
          {...part('item-checkbox')}
        />
        <span>{isNone ? say('selectAll') : say('selectedFiles', { count: selectedIds.size })}</span>
      </label>
      {!isNone && (
        <div {...part('selection-actions')} ref={actionsRef}>
          {onEditDetails !== undefined && (
            <QuietButton onClick={() => onEditDetails(idsWhere(canEditDetails))}>
              {say('editDetails')}
            </QuietButton>
          )}
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
  isPossible: (upload: UploadSnapshot) => boolean,
): readonly string[] {
  return [...ids].filter((id) => {
    const upload = manager.getUpload(id)?.getState();
    return upload !== undefined && isPossible(upload);
  });
}
