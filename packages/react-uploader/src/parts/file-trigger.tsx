'use client';
import type { UploadMetadata } from '@holdfast/upload-manager';
import { type MouseEvent, type ReactElement, useContext, useEffect, useRef } from 'react';
import { chainPreventable } from '../hooks/chain-handlers.ts';
import { useUploaderContext } from '../hooks/uploader-context.ts';
import { type UseFilePickerOptions, useFilePicker } from '../hooks/use-file-picker.ts';
import { useLatest } from '../hooks/use-latest.ts';
import { useMergedRefs } from '../hooks/use-merged-refs.ts';
import { useWording } from '../hooks/use-wording.ts';
import { DropZoneContext } from './drop-zone-context.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { type AddFilesProps, useAddFiles } from './use-add-files.ts';
import { usePart } from './use-part.ts';

export interface FileTriggerState {
  /** Whether it opens nothing now, for its own sake or that of its zone, which leaves it the focus. @selector [aria-disabled] */
  readonly isDisabled: boolean;
}

export interface FileTriggerProps<Metadata extends object = UploadMetadata>
  extends PartProps<'button'>,
    AddFilesProps<Metadata>,
    Pick<UseFilePickerOptions, 'onUnreadable' | 'multiple' | 'accept' | 'directory' | 'capture'> {
  readonly render?: PartRender<PartProps<'button'>, FileTriggerState>;
}

/** A button that opens the file picker, with the hidden input it needs. Inside a `DropZone` it hands files to the zone. */
export const FileTrigger = takesRef(function FileTrigger(props: FileTriggerProps): ReactElement {
  const {
    uploadOptions,
    onFiles,
    onUnreadable,
    multiple,
    accept,
    directory = false,
    capture,
    ...rest
  } = props;
  const draw = usePart('button', 'file-trigger', rest);
  const { say } = useWording();
  const { triggers } = useUploaderContext();
  const zone = useContext(DropZoneContext);
  const button = useRef<HTMLButtonElement>(null);
  const ref = useMergedRefs(button, rest.ref);
  // What is said at the trigger itself counts more than what the zone says.
  const zoneFiles = uploadOptions === undefined ? zone?.onFiles : undefined;
  const addFiles = useAddFiles({ uploadOptions, onFiles: onFiles ?? zoneFiles });
  const { open, getInputProps } = useFilePicker({
    onFiles: addFiles,
    onUnreadable: onUnreadable ?? zone?.onUnreadable,
    multiple,
    accept,
    directory,
    capture,
  });
  const openLatest = useLatest(open);
  const isDisabled = [rest.disabled, rest['aria-disabled'], zone?.state.isDisabled].includes(true);

  useEffect(
    () => (isDisabled ? undefined : zone?.addTrigger(openLatest)),
    [isDisabled, zone?.addTrigger, openLatest],
  );

  useEffect(() => {
    const element = button.current;
    if (element === null) return;
    triggers.add(element);
    return () => {
      triggers.delete(element);
    };
  }, [triggers]);

  return (
    <>
      {draw(
        { isDisabled },
        {
          type: 'button',
          children: directory ? say('chooseFolder') : say('chooseFiles'),
        },
        {
          ref,
          'aria-disabled': isDisabled || undefined,
          onClick: chainPreventable<MouseEvent<HTMLButtonElement>>(rest.onClick, () => {
            if (!isDisabled) open();
          }),
        },
      )}
      <input {...getInputProps()} data-upload-part="file-input" />
    </>
  );
});
