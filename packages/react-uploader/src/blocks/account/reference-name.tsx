'use client';
import type { FileReference } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { useReferenceLabel } from '../../hooks/account/use-reference-label.ts';
import { useWording } from '../../hooks/use-wording.ts';

export interface ReferenceNameProps extends FileReference {
  readonly labels?: Labels | undefined;
}

/** What a file is for: the type as people call it, and which of them. */
export function ReferenceName({ type, id, labels }: ReferenceNameProps): ReactElement {
  const labelOf = useReferenceLabel(labels);
  const { name } = useWording();
  return (
    <>
      {labelOf(type)} <bdi>{name(id)}</bdi>
    </>
  );
}
