'use client';
import type { UploadMetadata } from '@holdfast/upload-manager';
import { type ChangeEvent, type ReactElement, useId } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useWording } from '../hooks/use-wording.ts';
import { useMetadataFormContext } from './metadata-form-context.ts';
import { type PartProps, type PartRender, presence } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { usePart } from './use-part.ts';

/** Names of the metadata that are texts. */
export type TextName<Metadata extends object> = {
  [Name in keyof Metadata & string]: unknown extends Metadata[Name]
    ? Name
    : NonNullable<Metadata[Name]> extends string
      ? Name
      : never;
}[keyof Metadata & string];

export interface MetadataFieldDefinition<Metadata extends object = UploadMetadata> {
  /** Of the metadata. */
  readonly name: TextName<Metadata>;
  /** What people call it. */
  readonly label: string;
  /** Whether it is more than a line. @default false */
  readonly multiline?: boolean;
  /** What there is to choose from, instead of a text. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export interface MetadataFieldState {
  /** Whether the uploads do not have the same here. @selector [data-mixed] */
  readonly isMixed: boolean;
  /** Whether something was entered here that is not saved. @selector [data-touched] */
  readonly isTouched: boolean;
  /** Props of the control: an input, a textarea, a select, or a component that takes `value` and `onChange`. */
  readonly controlProps: MetadataControlProps;
}

export interface MetadataControlProps {
  readonly id: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly 'aria-describedby': string | undefined;
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void;
}

export interface MetadataFieldProps<Metadata extends object = UploadMetadata>
  extends Omit<PartProps<'div'>, 'children'>,
    MetadataFieldDefinition<Metadata> {
  readonly render?: PartRender<PartProps<'div'>, MetadataFieldState>;
}

/** One field of the metadata. Where the uploads differ it says «mixed», and leaves them as they are until it is used. */
export const MetadataField = takesRef(function MetadataField({
  name,
  label,
  multiline = false,
  choices,
  ...rest
}: MetadataFieldProps): ReactElement {
  const draw = usePart('div', 'field', rest);
  const part = usePartMarks();
  const { say } = useWording();
  const form = useMetadataFormContext();
  const id = useId();
  const { isMixed, isTouched, value } = form.fieldOf(name);
  const controlProps: MetadataControlProps = {
    id,
    value: textOf(value),
    ...(isMixed && choices === undefined ? { placeholder: say('mixedValue') } : {}),
    'aria-describedby': isMixed ? `${id}hint` : undefined,
    onChange: ({ target }) => form.change(name, target.value === '' ? null : target.value),
  };
  function renderControl(): ReactElement {
    if (multiline) return <textarea rows={3} {...part('field-input')} {...controlProps} />;
    if (choices === undefined) return <input type="text" {...part('field-input')} {...controlProps} />;
    return (
      <select {...part('field-input')} {...controlProps}>
        <option value="">{say(isMixed ? 'mixedValue' : 'noValue')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }

  return draw(
    { isMixed, isTouched, controlProps },
    {
      children: (
        <>
          <label htmlFor={id} {...part('field-label')}>
            {label}
          </label>
          {renderControl()}
          {isMixed && (
            <p id={`${id}hint`} {...part('field-hint')}>
              {say('mixedHint')}
            </p>
          )}
        </>
      ),
    },
    {
      'data-mixed': presence(isMixed),
      'data-touched': presence(isTouched),
    },
  );
});

/** A value that is no text is shown as it is kept, and becomes a text when it is changed. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
