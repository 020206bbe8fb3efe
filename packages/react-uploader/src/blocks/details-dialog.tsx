'use client';
import { describeError } from '@holdfast/upload-manager/messages';
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { useMetadataForm } from '../hooks/use-metadata-form.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { MetadataField, type MetadataFieldDefinition } from '../parts/metadata-field.tsx';
import { MetadataFormContext } from '../parts/metadata-form-context.ts';
import { presence } from '../parts/part-props.ts';
import { useFocusHandover } from '../parts/use-focus-handover.ts';
import type { MetadataSaved } from '../state/save-metadata.ts';
import { QuietButton } from './quiet-button.tsx';
import { useModal } from './use-modal.ts';

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
  const { ref: dialog, onClose: heedClose } = useModal(onClose);
  const dialogRef = useFocusHandover(dialog);
  const form = useMetadataForm(ids);
  const { isSaving, isTouched } = form;
  const isIdle = isSaving || !isTouched;
  const [failures, setFailures] = useState<MetadataSaved['failures']>([]);
  const [first = ''] = ids;
  // It is called what it was called also when it leaves the list meanwhile.
  const [name] = useState(() => manager.getUpload(first)?.getState().file.name ?? '');
  const [failure] = failures;

  async function save() {
    const saved = await form.save();
    setFailures(saved.failures);
    if (saved.failures.length > 0) return;
    announce(say('savedDetails', { count: saved.savedIds.length }));
    dialog.current?.close();
  }

  function saveOnEnter(event: KeyboardEvent) {
    const isInField = event.target instanceof HTMLInputElement;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isInField) return;
    event.preventDefault();
    if (!isIdle) void save();
  }

  return (
    <dialog
      {...part('dialog')}
      ref={dialogRef}
      aria-labelledby={titleId}
      onClose={heedClose}
      onKeyDown={saveOnEnter}
    >
      <MetadataFormContext.Provider value={form}>
        {/* No form: the panel may be in one of the page's, and a browser does not tell of a form inside another. */}
        <div {...part('metadata-form')} data-touched={presence(isTouched)} data-saving={presence(isSaving)}>
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
          <div {...part('dialog-actions')}>
            <QuietButton isIdle={isSaving} onClick={() => dialog.current?.close()}>
              {say('cancel')}
            </QuietButton>
            <QuietButton data-tone="accent" isIdle={isIdle} onClick={() => void save()}>
              {say(isSaving ? 'saving' : 'save')}
            </QuietButton>
          </div>
        </div>
      </MetadataFormContext.Provider>
    </dialog>
  );
}
