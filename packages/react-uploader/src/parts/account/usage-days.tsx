'use client';
import { type ReactElement, useId, useMemo } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { sumOf, toUsageDays } from '../../state/account/usage-bars.ts';
import type { UsageGroup } from '../../state/account/usage-resource.ts';
import { cssVariables, type PartProps, type PartRender } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';

export interface UsageDaysState {
  /** Days that are shown. */
  readonly dayCount: number;
}

export interface UsageDaysProps extends PartProps<'figure'> {
  /** Groups by day. */
  readonly groups: readonly UsageGroup[];
  /** The first day shown, as `2026-01-31`. */
  readonly firstDay: string;
  /** How many days are shown, those without an upload too. */
  readonly dayCount: number;
  readonly render?: PartRender<PartProps<'figure'>, UsageDaysState>;
}

/** What was uploaded day by day: columns (`--usage-length`, 0 to 1) for the eye, one sentence and a table for everyone. */
export const UsageDays = takesRef(function UsageDays({
  groups,
  firstDay,
  dayCount,
  ...rest
}: UsageDaysProps): ReactElement {
  const draw = usePart('figure', 'usage-days', rest);
  const part = usePartMarks();
  const { say, bytes, count, locale } = useAccountWording();
  const captionId = useId();
  const days = toUsageDays(groups, firstDay, dayCount);
  const { files, bytes: totalBytes } = sumOf(days);
  const dateFormat = useMemo(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    [locale],
  );
  const dateOf = (day: string) => dateFormat.format(new Date(`${day}T00:00:00.000Z`));
  return draw(
    { dayCount },
    {
      'aria-labelledby': captionId,
      children: (
        <>
          <figcaption id={captionId} {...part('usage-caption')}>
            {say('usageDays', {
              count: dayCount,
              files: say('fileCount', { count: files }),
              size: totalBytes,
            })}
          </figcaption>
          <div aria-hidden="true" {...part('usage-columns')}>
            {days.map(({ key, bytes: dayBytes, length }) => (
              <span
                key={key}
                {...part('usage-column')}
                title={`${dateOf(key)}: ${bytes(dayBytes)}`}
                style={cssVariables({ '--usage-length': length })}
              />
            ))}
          </div>
          <p aria-hidden="true" {...part('usage-axis')}>
            <span>{dateOf(firstDay)}</span>
            <span>{dateOf(days.at(-1)?.key ?? firstDay)}</span>
          </p>
          <details {...part('usage-details')}>
            <summary>{say('usageTable')}</summary>
            <table {...part('usage-table')} aria-label={say('usageByDay')}>
              <thead>
                <tr>
                  <th scope="col">{say('usageByDay')}</th>
                  <th scope="col" data-column="size">
                    {say('fileSize')}
                  </th>
                  <th scope="col" data-column="files">
                    {say('usageFiles')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {days
                  .filter((day) => day.files > 0)
                  .reverse()
                  .map((day) => (
                    <tr key={day.key}>
                      <th scope="row">
                        <time dateTime={day.key}>{dateOf(day.key)}</time>
                      </th>
                      <td data-column="size">{bytes(day.bytes)}</td>
                      <td data-column="files">{count(day.files)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </details>
        </>
      ),
    },
  );
});
