'use client';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { toUsageBars, type UsageBar } from '../../state/account/usage-bars.ts';
import type { UsageGroup } from '../../state/account/usage-resource.ts';
import { cssVariables, type PartProps, type PartRender } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';

export interface UsageTableState {
  /** The groups that are shown, the largest first. */
  readonly bars: readonly UsageBar[];
}

export interface UsageTableProps extends PartProps<'table'> {
  /** What is counted, as `useUsage` has it. */
  readonly groups: readonly UsageGroup[];
  /** Heads the column of names. */
  readonly title: string;
  /** What people call a group; `null` stands for files without the label. */
  readonly labelOf: (key: string | null) => string;
  /** Groups with a bar of their own; the others share one. @default 8 */
  readonly mostBars?: number;
  readonly render?: PartRender<PartProps<'table'>, UsageTableState>;
}

/** A bar chart that is a table: the bars (`--usage-length`, 0 to 1) are drawn, and everything is also written. */
export const UsageTable = takesRef(function UsageTable(props: UsageTableProps): ReactElement {
  const part = usePartMarks();
  const { groups, title, labelOf, mostBars, ...rest } = props;
  const draw = usePart('table', 'usage-table', rest);
  const { say, bytes, count, percent } = useAccountWording();
  const bars = toUsageBars(groups, mostBars);
  return draw(
    { bars },
    {
      children: (
        <>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" data-column="size">
                {say('fileSize')}
              </th>
              <th scope="col" data-column="share">
                {say('usageShare')}
              </th>
              <th scope="col" data-column="files">
                {say('usageFiles')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={JSON.stringify([bar.key])} {...part('usage-row')}>
                <th scope="row">
                  <span {...part('usage-label')} dir="auto">
                    {bar.key === undefined ? say('usageOthers') : labelOf(bar.key)}
                  </span>
                  <span
                    aria-hidden="true"
                    {...part('usage-bar')}
                    style={cssVariables({ '--usage-length': bar.length })}
                  />
                </th>
                <td data-column="size">{bytes(bar.bytes)}</td>
                <td data-column="share">{percent(bar.share < 1 ? Math.min(99, bar.share * 100) : 100)}</td>
                <td data-column="files">{count(bar.files)}</td>
              </tr>
            ))}
          </tbody>
        </>
      ),
    },
  );
});
