'use client';
import type { HistoryEntry } from '@holdfast/upload-manager';
import { memo, type ReactElement, useEffect, useRef } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { type UseHistoryOptions, useHistory } from '../../hooks/account/use-history.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { useAnnouncer } from '../../hooks/use-announcer.ts';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { HistoryFilters } from '../../parts/account/history-filters.tsx';
import { RecordStatus } from '../../parts/account/record-status.tsx';
import { type HistoryFilter, type HistoryState, isFiltering } from '../../state/account/history-resource.ts';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import { EmptyNotice } from '../empty-notice.tsx';
import { FileTitle } from './file-title.tsx';
import { LoadFailure } from './load-failure.tsx';
import { MoreButton } from './more-button.tsx';

/** Every upload of the caller and what became of it, with filters by name, status and day. */
export function HistoryTable(props: UseHistoryOptions): ReactElement {
  const wording = useAccountWording();
  const { say } = wording;
  const part = usePartMarks();
  const languageProps = languagePropsOf(useAccountWording());
  const { state, filter, setFilter, reload, loadMore } = useHistory(props);
  useCountAnnouncement(state, filter, wording);
  const isFiltered = isFiltering(filter);
  return (
    <section {...languageProps} {...part('history')} tabIndex={-1} aria-label={say('history')}>
      <HistoryFilters filter={filter} onChange={setFilter} />
      {state.status === 'loading' && <p {...part('loading')}>{say('loadingHistory')}</p>}
      {state.status === 'failed' && <LoadFailure error={state.error} onRetry={reload} />}
      {state.status === 'ready' && (
        <>
          <div {...part('table-frame')} aria-busy={state.isStale} data-stale={state.isStale ? '' : undefined}>
            {state.items.length === 0 ? (
              <EmptyNotice
                title={say(isFiltered ? 'noMatches' : 'noHistory')}
                hint={isFiltered ? undefined : say('noHistoryHint')}
              />
            ) : (
              <EntriesTable entries={state.items} />
            )}
          </div>
          {state.items.length > 0 && <p {...part('table-count')}>{countText(state.answer, wording)}</p>}
          <MoreButton more={state.more} loadMore={loadMore} loadingText={say('loadingHistory')} />
        </>
      )}
    </section>
  );
}

/** Who cannot see the table change hears how much a filter found. */
function useCountAnnouncement(state: HistoryState, filter: HistoryFilter, wording: AccountWording): void {
  const announce = useAnnouncer();
  const answer = state.status === 'ready' ? state.answer : null;
  const told = useRef({ answer, filter });
  useEffect(() => {
    if (answer === null || answer === told.current.answer) return;
    const isNews = filter !== told.current.filter;
    told.current = { answer, filter };
    if (isNews) announce(countText(answer, wording));
  }, [answer, filter, wording, announce]);
}

type Counted = Extract<HistoryState, { readonly status: 'ready' }>['answer'];

function countText({ total, total_is_exact: isExact }: Counted, { say }: AccountWording): string {
  return say(isExact ? 'historyCount' : 'historyCountOver', { count: total });
}

/** Thousands of entries are not drawn anew for each letter that is typed into a filter. */
const EntriesTable = memo(({ entries }: { readonly entries: readonly HistoryEntry[] }): ReactElement => {
  const { say, bytes, dateTime } = useAccountWording();
  const part = usePartMarks();
  return (
    <table {...part('table')} data-table="history" aria-label={say('history')}>
      <thead>
        <tr>
          <th scope="col">{say('fileName')}</th>
          <th scope="col" data-column="status">
            {say('fileStatus')}
          </th>
          <th scope="col" data-column="size">
            {say('fileSize')}
          </th>
          <th scope="col" data-column="added">
            {say('fileAdded')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.file_id} {...part('entry')} data-status={entry.status}>
            <th scope="row">
              <FileTitle
                fileName={entry.file_name}
                sizeBytes={entry.size_bytes}
                processing={entry.processing_status}
              />
            </th>
            <td data-column="status">
              <RecordStatus status={entry.status} />
            </td>
            <td data-column="size">{bytes(entry.size_bytes)}</td>
            <td data-column="added">
              <time dateTime={entry.created_at}>{dateTime(entry.created_at)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
