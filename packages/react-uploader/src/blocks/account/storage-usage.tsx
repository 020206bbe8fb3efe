'use client';
import type { AnalyticsGroup } from '@holdfast/upload-manager';
import { type ReactElement, useId, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { useReferenceLabel } from '../../hooks/account/use-reference-label.ts';
import { useUsage } from '../../hooks/account/use-usage.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { UsageDays } from '../../parts/account/usage-days.tsx';
import { UsageTable } from '../../parts/account/usage-table.tsx';
import type { UsageGroup } from '../../state/account/usage-resource.ts';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import { EmptyNotice } from '../empty-notice.tsx';
import { LoadFailure } from './load-failure.tsx';

export interface StorageUsageProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  /** What can be counted by; the first is shown first. @default what files are for, file type, project, day */
  readonly groups?: readonly AnalyticsGroup[];
  /** What the app calls its groups, such as its types of references or its projects, by their keys. */
  readonly labels?: Labels;
}

const groupTexts = {
  reference_type: 'usageByReference',
  type: 'usageByType',
  file_type: 'usageByLabel',
  project: 'usageByProject',
  user: 'usageByUser',
  day: 'usageByDay',
} as const satisfies Record<AnalyticsGroup, keyof UploaderTexts>;

const defaultGroups: readonly AnalyticsGroup[] = ['reference_type', 'type', 'project', 'day'];

/** What fills a workspace, as a chart that is also a table. */
export function StorageUsage(props: StorageUsageProps): ReactElement {
  const { workspaceId, groups = defaultGroups, labels } = props;
  const { say } = useAccountWording();
  const part = usePartMarks();
  const languageProps = languagePropsOf(useAccountWording());
  const titleId = useId();
  const [groupBy, setGroupBy] = useState<AnalyticsGroup>(groups[0] ?? 'reference_type');
  return (
    <section {...languageProps} {...part('usage')} tabIndex={-1} aria-labelledby={titleId}>
      <header {...part('usage-header')}>
        <h2 id={titleId}>{say('usage')}</h2>
        <fieldset aria-label={say('usageBy')} {...part('segments')}>
          {groups.map((group) => (
            <button
              {...part('segment')}
              key={group}
              type="button"
              aria-pressed={group === groupBy}
              onClick={() => setGroupBy(group)}
            >
              {say(groupTexts[group])}
            </button>
          ))}
        </fieldset>
      </header>
      {groupBy === 'day' ? (
        <DailyUsage workspaceId={workspaceId} />
      ) : (
        <GroupedUsage key={groupBy} workspaceId={workspaceId} groupBy={groupBy} labels={labels} />
      )}
    </section>
  );
}

interface GroupedUsageProps {
  readonly workspaceId: string | undefined;
  readonly groupBy: AnalyticsGroup;
  readonly labels: Labels | undefined;
}

function GroupedUsage({ workspaceId, groupBy, labels = noLabels }: GroupedUsageProps): ReactElement {
  const { say, name } = useAccountWording();
  const referenceLabel = useReferenceLabel(labels);

  function labelOf(key: string | null): string {
    if (key === null) return say(groupBy === 'reference_type' ? 'usageNoReference' : 'usageNoLabel');
    if (groupBy === 'reference_type') return referenceLabel(key);
    return Object.hasOwn(labels, key) ? (labels[key] ?? key) : name(key);
  }

  return (
    <Usage workspaceId={workspaceId} groupBy={groupBy}>
      {(items) => <UsageTable groups={items} title={say(groupTexts[groupBy])} labelOf={labelOf} />}
    </Usage>
  );
}

const noLabels: Labels = {};
const dayCount = 30;
const dayMs = 24 * 60 * 60 * 1000;

function DailyUsage({ workspaceId }: { readonly workspaceId: string | undefined }): ReactElement {
  // The days of when it was opened: midnight does not redraw the chart under somebody's eyes.
  const [firstDay] = useState(() => new Date(Date.now() - (dayCount - 1) * dayMs).toISOString().slice(0, 10));
  return (
    <Usage workspaceId={workspaceId} groupBy="day" from={`${firstDay}T00:00:00.000Z`}>
      {(items) => <UsageDays groups={items} firstDay={firstDay} dayCount={dayCount} />}
    </Usage>
  );
}

interface UsageProps {
  readonly workspaceId: string | undefined;
  readonly groupBy: AnalyticsGroup;
  readonly from?: string;
  readonly children: (groups: readonly UsageGroup[]) => ReactElement;
}

/** The chart, or why there is none. */
function Usage({ children, ...options }: UsageProps): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const { state, reload } = useUsage(options);
  switch (state.status) {
    case 'loading':
      return <p {...part('loading')}>{say('loadingUsage')}</p>;
    case 'failed':
      return <LoadFailure error={state.error} onRetry={reload} />;
    case 'ready':
      return state.items.length === 0 ? <EmptyNotice title={say('noUsage')} /> : children(state.items);
  }
}
