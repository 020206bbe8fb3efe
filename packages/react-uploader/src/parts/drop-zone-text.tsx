'use client';
import { type ReactElement, useContext, useEffect } from 'react';
import { DropZoneContext } from './drop-zone-context.ts';
import type { PartProps } from './part-props.ts';

/** Names the drop zone it is in. */
export function DropZoneLabel(props: PartProps<'p'>): ReactElement {
  const zone = useContext(DropZoneContext);
  useEffect(() => zone?.addText('label'), [zone?.addText]);
  return <p id={zone?.labelId} {...props} data-upload-part="drop-zone-label" />;
}

/** Says what the drop zone takes: kinds, sizes, how many. */
export function DropZoneDescription(props: PartProps<'p'>): ReactElement {
  const zone = useContext(DropZoneContext);
  useEffect(() => zone?.addText('description'), [zone?.addText]);
  return <p id={zone?.descriptionId} {...props} data-upload-part="drop-zone-description" />;
}
