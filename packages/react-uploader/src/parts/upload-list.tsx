'use client';
import { memo, type ReactElement, type ReactNode, useMemo, useRef } from 'react';
import { useMergedRefs } from '../hooks/use-merged-refs.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { ListEntry } from '../windowing/list-entries.ts';
import { useRowWindow } from '../windowing/use-row-window.ts';
import { type PartProps, type PartRender, presence } from './part-props.ts';
import { RowPositionContext } from './row-position-context.ts';
import { takesRef } from './takes-ref.ts';
import { usePart } from './use-part.ts';

export interface UploadListState {
  /** Whether there is no upload. @selector [data-empty] */
  readonly isEmpty: boolean;
  /** Whether only the rows near the view are on the page. @selector [data-windowed] */
  readonly isWindowed: boolean;
}

export interface UploadListProps extends Omit<PartProps<'ul'>, 'children'> {
  /** Draws one row, as a rule an `UploadItem`. Keep the function's identity, or every row renders when one is added. */
  readonly children: (id: string) => ReactNode;
  /**
   * With more rows than this, only those near the view are on the page, and the browser's search in the page finds only
   * them. `Infinity` draws all, whatever it costs.
   * @default 200
   */
  readonly windowAbove?: number;
  readonly render?: PartRender<PartProps<'ul'>, UploadListState>;
}

/** All uploads as a list, in the order they were added. It renders only when an upload comes or goes, or scrolls into view. */
export const UploadList = takesRef(function UploadList(props: UploadListProps): ReactElement {
  const { children, windowAbove = 200, ...rest } = props;
  const draw = usePart('ul', 'list', rest);
  const { say } = useWording();
  const ids = useUploads((list) => list.ids);
  const list = useRef<HTMLUListElement>(null);
  const ref = useMergedRefs(list, rest.ref);
  const isEmpty = ids.length === 0;
  const isWindowed = ids.length > windowAbove;
  const entries = useRowWindow({ list, ids, isWindowed });

  return draw(
    { isEmpty, isWindowed },
    {
      // Safari forgets that a list is one when its bullets are styled away.
      role: 'list',
      'aria-label': say('uploads'),
    },
    {
      ref,
      'data-empty': presence(isEmpty),
      'data-windowed': presence(isWindowed),
      children: entries.map((entry) => renderEntry(entry, children, isWindowed ? ids.length : null)),
    },
  );
});

function renderEntry(
  entry: ListEntry,
  renderRow: RowProps['renderRow'],
  windowedCount: number | null,
): ReactElement {
  if (entry.kind === 'gap') {
    const style = { blockSize: entry.heightPx };
    return <li key={entry.key} role="presentation" aria-hidden data-upload-part="list-gap" style={style} />;
  }
  const { id, index } = entry;
  return <Row key={id} id={id} index={index} windowedCount={windowedCount} renderRow={renderRow} />;
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  /** All rows, when not all of them are on the page. */
  readonly windowedCount: number | null;
  readonly renderRow: (id: string) => ReactNode;
}

const Row = memo(({ id, index, windowedCount, renderRow }: RowProps) => {
  const position = useMemo(
    () => (windowedCount === null ? null : { position: index + 1, rowCount: windowedCount }),
    [index, windowedCount],
  );
  return (
    <RowPositionContext.Provider value={position}>
      <RowContent id={id} renderRow={renderRow} />
    </RowPositionContext.Provider>
  );
});

/** Apart from its place: a row that only moved is not drawn again. */
const RowContent = memo(({ id, renderRow }: Pick<RowProps, 'id' | 'renderRow'>) => renderRow(id));
