'use client';
import { type ReactElement, useContext, useEffect } from 'react';
import { DropZoneContext, type DropZoneState } from './drop-zone-context.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { usePart } from './use-part.ts';

export interface DropZoneTextProps extends PartProps<'p'> {
  readonly render?: PartRender<PartProps<'p'>, DropZoneState>;
}

/** Names the drop zone it is in. */
export const DropZoneLabel = takesRef(function DropZoneLabel(props: DropZoneTextProps): ReactElement {
  return <DropZoneText text="label" textProps={props} />;
});

/** Says what the drop zone takes: kinds, sizes, how many. */
export const DropZoneDescription = takesRef(function DropZoneDescription(
  props: DropZoneTextProps,
): ReactElement {
  return <DropZoneText text="description" textProps={props} />;
});

interface DropZoneTextPartProps {
  readonly text: 'label' | 'description';
  readonly textProps: DropZoneTextProps;
}

/** Outside of a zone it is a paragraph like any other. */
const noZone: DropZoneState = { isDropTarget: false, isReading: false, isDisabled: false };

function DropZoneText({ text, textProps }: DropZoneTextPartProps): ReactElement {
  const { ...rest } = textProps;
  const draw = usePart('p', `drop-zone-${text}`, rest);
  const zone = useContext(DropZoneContext);
  useEffect(() => zone?.addText(text), [text, zone?.addText]);
  return draw(zone?.state ?? noZone, {
    id: text === 'label' ? zone?.labelId : zone?.descriptionId,
  });
}
