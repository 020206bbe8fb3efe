'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import { type ReactElement, useEffect, useRef } from 'react';
import { useFormProblem } from '../hooks/use-form-problem.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useUploadedFiles } from '../hooks/use-uploaded-files.ts';
import { useWording } from '../hooks/use-wording.ts';
import { visuallyHidden } from '../hooks/visually-hidden.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { usePart } from './use-part.ts';

export interface UploadFormFieldState {
  /** Why the form cannot be sent yet. @selector [data-invalid] */
  readonly problem: string | null;
  /** The files that have arrived, in the order of the list. */
  readonly files: readonly FileRecord[];
}

export interface UploadFormFieldProps {
  /** What the values are called in the form. */
  readonly name: string;
  /** Whether the form needs at least one file. @default false */
  readonly required?: boolean;
  /** What is sent of a file. Keep the function's identity. @default its id */
  readonly toValue?: (file: FileRecord) => string;
  /** Renders the element that carries the validity; it has to be one that can. */
  readonly render?: PartRender<PartProps<'input'>, UploadFormFieldState>;
}

/**
 * Makes the uploads a field of the form around it: one value for each file that has arrived, in the list's order; the
 * form cannot be sent while one is on its way or failed; and resetting the form empties the list.
 */
export function UploadFormField(props: UploadFormFieldProps): ReactElement {
  const { name, required = false, toValue = idOf, ...rest } = props;
  const draw = usePart('input', 'form-field', rest);
  const manager = useUploadManager();
  const { say } = useWording();
  const files = useUploadedFiles();
  const problem = useFormProblem({ required });
  const carrier = useRef<HTMLInputElement>(null);

  useEffect(() => carrier.current?.setCustomValidity(problem ?? ''), [problem]);

  useEffect(() => {
    const form = carrier.current?.form;
    if (form === null || form === undefined) return;
    const empty = (event: Event) => {
      // Other listeners may still call the reset off. After a click microtasks run between one and the next.
      setTimeout(() => {
        if (!event.defaultPrevented) manager.remove();
      });
    };
    form.addEventListener('reset', empty);
    return () => form.removeEventListener('reset', empty);
  }, [manager]);

  return (
    <>
      {draw(
        { problem, files },
        {
          ref: carrier,
          type: 'text',
          // The browser puts the focus on it, and its message beside it, when the form is sent too early. It is no stop on the
          // way through the page, and carries no value: a read-only field would not be asked whether it is valid.
          tabIndex: -1,
          autoComplete: 'off',
          value: '',
          onChange: () => {},
          'aria-label': say('uploads'),
          'aria-required': required || undefined,
          style: visuallyHidden,
          'data-invalid': problem === null ? undefined : '',
        },
      )}
      {files.map((file) => (
        <input key={file.file_id} type="hidden" name={name} value={toValue(file)} />
      ))}
    </>
  );
}

function idOf(file: FileRecord): string {
  return file.file_id;
}
