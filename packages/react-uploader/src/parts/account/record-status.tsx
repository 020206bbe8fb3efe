'use client';
import type { FileStatus } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import type { PartProps, PartRender } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';

export interface RecordStatusState {
  /** What became of the file. @selector [data-status="active"] and so on */
  readonly status: FileStatus;
}

export interface RecordStatusProps extends PartProps<'span'> {
  /** What the record of the file says. */
  readonly status: FileStatus;
  readonly render?: PartRender<PartProps<'span'>, RecordStatusState>;
}

export const recordStatusTexts = {
  pending: 'recordPending',
  active: 'recordActive',
  failed: 'recordFailed',
  deleting: 'recordDeleting',
  deleted: 'recordDeleted',
} as const satisfies Record<FileStatus, keyof UploaderTexts>;

/** What became of a file, in a word. */
export const RecordStatus = takesRef(function RecordStatus({
  status,
  ...rest
}: RecordStatusProps): ReactElement {
  const draw = usePart('span', 'record-status', rest);
  const { say } = useAccountWording();
  return draw(
    { status },
    {
      children: say(recordStatusTexts[status]),
    },
    {
      'data-status': status,
    },
  );
});
