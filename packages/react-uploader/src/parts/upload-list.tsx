'use client';
import { memo, type ReactElement, type ReactNode } from 'react';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';

export interface UploadListState {
  /** Whether there is no upload. @selector [data-empty] */
  readonly isEmpty: boolean;
}

export interface UploadListProps extends Omit<PartProps<'ul'>, 'children'> {
  /** Draws one row, as a rule an `UploadItem`. Keep the function's identity, or every row renders when one is added. */
  readonly children: (id: string) => ReactNode;
  readonly render?: PartRender<PartProps<'ul'>, UploadListState>;
}

/** All uploads as a list, in the order they were added. It renders only when an upload comes or goes. */
export function UploadList({ children, render, ...rest }: UploadListProps): ReactElement {
  const { say } = useWording();
  const ids = useUploads((list) => list.ids);
  const isEmpty = ids.length === 0;
  const listProps: PartProps<'ul'> = {
    // Safari forgets that a list is one when its bullets are styled away.
    role: 'list',
    'aria-label': say('uploads'),
    ...rest,
    'data-upload-part': 'list',
    'data-empty': isEmpty ? '' : undefined,
    children: ids.map((id) => <Row key={id} id={id} renderRow={children} />),
  };
  return render === undefined ? <ul {...listProps} /> : render(listProps, { isEmpty });
}

interface RowProps {
  readonly id: string;
  readonly renderRow: (id: string) => ReactNode;
}

const Row = memo(({ id, renderRow }: RowProps) => renderRow(id));
