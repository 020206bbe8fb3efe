'use client';
import type { UploadMetadata } from '@holdfast/upload-manager';
import { type MouseEvent, type ReactElement, useCallback, useId, useMemo, useRef, useState } from 'react';
import { isElement } from '../hooks/is-element.ts';
import { isInDisabledFieldset } from '../hooks/is-in-disabled-fieldset.ts';
import { type UseDropzoneOptions, useDropzone } from '../hooks/use-dropzone.ts';
import { useLatest } from '../hooks/use-latest.ts';
import { useWording } from '../hooks/use-wording.ts';
import { DropZoneContext, type DropZoneState } from './drop-zone-context.ts';
import { type PartProps, type PartRender, presence } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { type AddFilesProps, useAddFiles } from './use-add-files.ts';
import { usePart } from './use-part.ts';

export interface DropZoneProps<Metadata extends object = UploadMetadata>
  extends PartProps<'div'>,
    AddFilesProps<Metadata>,
    Pick<UseDropzoneOptions, 'isDisabled' | 'paste'> {
  /** Told the paths of dropped files that the browser would not read. */
  readonly onUnreadable?: (paths: readonly string[]) => void;
  readonly render?: PartRender<PartProps<'div'>, DropZoneState>;
}

/**
 * A labelled group that takes drops and pastes. Put a `FileTrigger` into it: the zone itself is no button, so that
 * keyboards and screen readers meet exactly one. A mouse click on the empty area opens that trigger's picker.
 */
export const DropZone = takesRef(function DropZone(props: DropZoneProps): ReactElement {
  const { uploadOptions, onFiles, isDisabled = false, paste, onUnreadable, render, ...divProps } = props;
  const draw = usePart('div', 'drop-zone', { ...divProps, render });
  const { say } = useWording();
  const id = useId();
  const labelId = `${id}label`;
  const descriptionId = `${id}description`;
  const [shown, setShown] = useState({ label: 0, description: 0 });
  const triggers = useRef(new Set<() => void>());
  const takeFiles = useLatest(useAddFiles({ uploadOptions, onFiles }));
  const reportUnreadable = useLatest((paths: readonly string[]) => onUnreadable?.(paths));
  const { isDropTarget, isReading, getRootProps } = useDropzone({
    isDisabled,
    paste,
    onDrop({ files, unreadable }) {
      if (files.length > 0) takeFiles(files);
      if (unreadable.length > 0) reportUnreadable(unreadable);
    },
  });

  const addTrigger = useCallback((open: () => void) => {
    triggers.current.add(open);
    return () => {
      triggers.current.delete(open);
    };
  }, []);

  const addText = useCallback((text: 'label' | 'description') => {
    const change = (by: number) => setShown((counts) => ({ ...counts, [text]: counts[text] + by }));
    change(1);
    return () => change(-1);
  }, []);

  const state = useMemo(
    () => ({ isDropTarget, isReading, isDisabled }),
    [isDropTarget, isReading, isDisabled],
  );
  const context = useMemo(
    () => ({
      labelId,
      descriptionId,
      state,
      onFiles: takeFiles,
      onUnreadable: reportUnreadable,
      addTrigger,
      addText,
    }),
    [labelId, descriptionId, state, takeFiles, reportUnreadable, addTrigger, addText],
  );

  function openOnEmptyArea(event: MouseEvent<HTMLDivElement>) {
    divProps.onClick?.(event);
    const { currentTarget: zone, defaultPrevented, target } = event;
    if (defaultPrevented || isDisabled || isInDisabledFieldset(zone) || !isEmptyArea(target, zone)) return;
    // A zone around this one has nothing to open any more.
    event.preventDefault();
    const [open] = triggers.current;
    open?.();
  }

  return (
    <DropZoneContext.Provider value={context}>
      {draw(
        state,
        {
          role: 'group',
          'aria-label': shown.label > 0 ? undefined : say('dropZone'),
          'aria-labelledby': shown.label > 0 ? labelId : undefined,
          'aria-describedby': shown.description > 0 ? descriptionId : undefined,
          'aria-disabled': isDisabled || undefined,
          'aria-busy': isReading || undefined,
        },
        {
          ...getRootProps(divProps),
          onClick: openOnEmptyArea,
          'data-reading': presence(isReading),
          'data-disabled': presence(isDisabled),
        },
      )}
    </DropZoneContext.Provider>
  );
});

/** Buttons and links inside the zone do what they say, and a click that selects text is no click on the zone. */
function isEmptyArea(target: EventTarget, zone: HTMLElement): boolean {
  // What a portal renders elsewhere is not in the zone, although its clicks come by.
  if (!isElement(target) || !zone.contains(target)) return false;
  const control = target.closest(
    'a, button, dialog, input, label, select, summary, textarea, [role="button"], [role="link"]',
  );
  if (control !== null && zone.contains(control)) return false;
  return (window.getSelection()?.toString() ?? '') === '';
}
