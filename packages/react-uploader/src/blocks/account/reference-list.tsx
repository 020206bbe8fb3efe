'use client';
import type { FileReference } from '@holdfast/upload-manager';
import type { ReactElement, Ref } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { useReferenceLabel } from '../../hooks/account/use-reference-label.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import type { ReferenceSummary, ReferencesState } from '../../state/account/references-resource.ts';
import { Icon } from '../icon.tsx';
import { LoadFailure } from './load-failure.tsx';
import { MoreButton } from './more-button.tsx';

export interface ReferenceListProps {
  readonly listRef: Ref<HTMLElement>;
  readonly state: ReferencesState;
  /** `null` for all files. */
  readonly chosen: FileReference | null;
  readonly labels: Labels | undefined;
  readonly onChoose: (reference: FileReference | null) => void;
  readonly reload: () => void;
  readonly loadMore: () => void;
}

/** What files can be looked at by: all of them, and each reference under its type. */
export function ReferenceList(props: ReferenceListProps): ReactElement {
  const { listRef, state, chosen, labels, onChoose, reload, loadMore } = props;
  const { say, count, name } = useAccountWording();
  const part = usePartMarks();
  const labelOf = useReferenceLabel(labels);
  return (
    <nav {...part('references')} ref={listRef} aria-label={say('filesByUse')}>
      <button
        {...part('reference')}
        type="button"
        aria-current={chosen === null ? 'true' : undefined}
        onClick={() => onChoose(null)}
      >
        <Icon name="folder" />
        <span>{say('allFiles')}</span>
      </button>
      {state.status === 'loading' && <p {...part('loading')}>{say('loadingUses')}</p>}
      {state.status === 'failed' && <LoadFailure error={state.error} onRetry={reload} />}
      {state.status === 'ready' &&
        groupsOf(state.items).map(([type, references]) => (
          <div key={type} {...part('reference-group')}>
            <p aria-hidden="true">{labelOf(type)}</p>
            <ul aria-label={labelOf(type)}>
              {references.map((reference) => (
                <li key={reference.reference_id}>
                  <button
                    {...part('reference')}
                    type="button"
                    aria-current={
                      chosen?.type === type && chosen.id === reference.reference_id ? 'true' : undefined
                    }
                    onClick={() => onChoose({ type, id: reference.reference_id })}
                  >
                    <bdi>{name(reference.reference_id)}</bdi>
                    <span {...part('reference-count')} aria-hidden="true">
                      {count(reference.files)}
                    </span>
                    <span {...part('hidden')}>{say('fileCount', { count: reference.files })}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      {state.status === 'ready' && (
        <MoreButton more={state.more} loadMore={loadMore} loadingText={say('loadingUses')} />
      )}
    </nav>
  );
}

/** The server lists them by type. */
function groupsOf(
  references: readonly ReferenceSummary[],
): readonly (readonly [string, readonly ReferenceSummary[]])[] {
  const groups = new Map<string, ReferenceSummary[]>();
  for (const reference of references) {
    const group = groups.get(reference.reference_type) ?? [];
    groups.set(reference.reference_type, group);
    group.push(reference);
  }
  return [...groups];
}
