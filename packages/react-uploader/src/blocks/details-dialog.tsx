'use client';
import { describeError } from '@holdfast/upload-manager/messages';
import { type ReactElement, useEffect, useId, useRef, useState } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { MetadataField, type MetadataFieldDefinition } from '../parts/metadata-field.tsx';
import { MetadataForm } from '../parts/metadata-form.tsx';
import { useMetadataFormContext } from '../parts/metadata-form-context.ts';
import type { MetadataSaved } from '../state/save-metadata.ts';
import { QuietButton } from './quiet-button.tsx';

export interface DetailsDialogProps {
  /** The uploads it is about. Keep the identity of the array. */
  readonly ids: readonly string[];
  readonly fields: readonly MetadataFieldDefinition[];
  readonly onClose: () => void;
}

/** Edits what is kept with one upload, or with many at once. Fields that nobody touches stay as they are in each. */
export function DetailsDialog({ ids, fields, onClose }: DetailsDialogProps): ReactElement {
  const part = usePartMarks();
  const manager = useUploadManager();
  const wording = useWording();
  const { say } = wording;
  const announce = useAnnouncer();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [failures, setFailures] = useState<MetadataSaved['failures']>([]);
  const [first = ''] = ids;
  const name = manager.getUpload(first)?.getState().file.name ?? '';
  const [failure] = failures;

  useEffect(() => {
    const element = dialog.current;
    // Strict mode comes here twice, and a dialog that is open cannot be opened.
    if (element !== null && !element.open) element.showModal();
  }, []);

  function finish(saved: MetadataSaved) {
    setFailures(saved.failures);
    if (saved.failures.length > 0) return;
    announce(say('savedDetails', { count: saved.savedIds.length }));
    dialog.current?.close();
  }

  return (
    <dialog {...part('dialog')} ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <MetadataForm ids={ids} onSaved={finish}>
        <h2 id={titleId}>
          {ids.length === 1 ? say('editDetailsOf', { name }) : say('detailsOf', { count: ids.length })}
        </h2>
        {fields.map((field) => (
          <MetadataField key={field.name} {...field} />
        ))}
        <div role="alert" {...part('dialog-error')}>
          {failure !== undefined && (
            <p>
              {say('unsavedDetails', {
                count: failures.length,
                reason: describeError(failure.error, wording).text,
              })}
            </p>
          )}
        </div>
        <DialogActions onCancel={() => dialog.current?.close()} />
      </MetadataForm>
    </dialog>
  );
}

function DialogActions({ onCancel }: { readonly onCancel: () => void }): ReactElement {
  const part = usePartMarks();
  const { say } = useWording();
  const { isSaving, isTouched } = useMetadataFormContext();
  return (
    <div {...part('dialog-actions')}>
      <QuietButton isIdle={isSaving} onClick={onCancel}>
        {say('cancel')}
      </QuietButton>
      <button
        type="submit"
        data-tone="accent"
        aria-disabled={isSaving || !isTouched || undefined}
        {...part('button')}
        onClick={(event) => {
          // In reach of the keyboard, but with nothing to do.
          if (isSaving || !isTouched) event.preventDefault();
        }}
      >
        {say(isSaving ? 'saving' : 'save')}
      </button>
    </div>
  );
}
