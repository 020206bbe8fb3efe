'use client';
import type { WorkspaceQuota } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useKindLabel } from '../../hooks/account/use-kind-label.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { cssVariables, type PartProps, type PartRender, presence } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';
import { fraction } from './quota-meter.tsx';

export interface PlanCountsState {
  /** Kinds of which there are as many as the plan allows, or more. @selector [data-full] on the kind's entry */
  readonly fullKinds: readonly string[];
}

export interface PlanCountsProps extends PartProps<'dl'> {
  /** The quota of the workspace, as `useQuota` has it. */
  readonly quota: WorkspaceQuota;
  /** What the app calls the kinds its plans count, by kind. */
  readonly kindLabels?: Labels | undefined;
  readonly render?: PartRender<PartProps<'dl'>, PlanCountsState>;
}

/** How many workspaces, walkthroughs, categories … there are and may be: `--count-used` (0 to 1) for the style. */
export const PlanCounts = takesRef(function PlanCounts({
  quota,
  kindLabels,
  ...rest
}: PlanCountsProps): ReactElement | null {
  const draw = usePart('dl', 'plan-counts', rest);
  const part = usePartMarks();
  const { say, count } = useAccountWording();
  const kindLabel = useKindLabel(kindLabels);
  const kinds = Object.entries(quota.counts);
  if (kinds.length === 0) return null;
  const fullKinds = kinds
    .filter(([, { used, limit }]) => limit !== null && used >= limit)
    .map(([kind]) => kind);
  return draw(
    { fullKinds },
    {
      'aria-label': say('counts'),
      children: kinds.map(([kind, { used, limit }]) => (
        <div
          key={kind}
          {...part('plan-count')}
          data-full={presence(fullKinds.includes(kind))}
          style={limit === null ? undefined : cssVariables({ '--count-used': fraction(used, limit) })}
        >
          <dt>{kindLabel(kind)}</dt>
          <dd>{limit === null ? count(used) : say('countUsed', { count: used, max: limit })}</dd>
        </div>
      )),
    },
  );
});
