'use client';
import type { ReactElement } from 'react';
import { useMetadataForm } from '../hooks/use-metadata-form.ts';
import type { MetadataSaved } from '../state/save-metadata.ts';
import { MetadataFormContext } from './metadata-form-context.ts';
import { type PartProps, type PartRender, presence } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { usePart } from './use-part.ts';

export interface MetadataFormState {
  /** Whether something was entered that is not saved. @selector [data-touched] */
  readonly isTouched: boolean;
  /** Whether what was entered is on its way. @selector [data-saving] */
  readonly isSaving: boolean;
}

export interface MetadataFormProps extends PartProps<'form'> {
  /** The uploads it is about. Keep the identity of the array. */
  readonly ids: readonly string[];
  /** It was tried to save what was entered. */
  readonly onSaved?: (saved: MetadataSaved) => void;
  readonly render?: PartRender<PartProps<'form'>, MetadataFormState>;
}

/**
 * A form about the metadata of one upload, or of many. A submit saves the fields that were changed, and only those. HTML
 * knows no form inside another: there, `useMetadataForm` has the same without one.
 */
export const MetadataForm = takesRef(function MetadataForm({
  ids,
  onSaved,
  ...rest
}: MetadataFormProps): ReactElement {
  const draw = usePart('form', 'metadata-form', rest);
  const form = useMetadataForm(ids);
  const { isTouched, isSaving } = form;

  async function save() {
    if (isSaving) return;
    const saved = await form.save();
    onSaved?.(saved);
  }

  return (
    <MetadataFormContext.Provider value={form}>
      {draw(
        { isTouched, isSaving },
        {},
        {
          onSubmit(event) {
            // In a dialog that a design system shows elsewhere on the page, React would tell the form below it too.
            event.stopPropagation();
            rest.onSubmit?.(event);
            if (event.defaultPrevented) return;
            event.preventDefault();
            void save();
          },
          'data-touched': presence(isTouched),
          'data-saving': presence(isSaving),
        },
      )}
    </MetadataFormContext.Provider>
  );
});
