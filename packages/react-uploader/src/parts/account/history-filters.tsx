'use client';
import type { FileStatus } from '@holdfast/upload-manager';
import { type ReactElement, useId, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { type HistoryFilter, isFiltering } from '../../state/account/history-resource.ts';
import type { PartProps, PartRender } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';
import { dayOf, endOfDay, startOfDay } from './local-day.ts';
import { recordStatusTexts } from './record-status.tsx';

export interface HistoryFiltersState {
  /** Whether anything is filtered. @selector [data-filtered] */
  readonly isFiltered: boolean;
}

export interface HistoryFiltersProps extends Omit<PartProps<'form'>, 'onChange'> {
  /** What the history is narrowed to now. */
  readonly filter: HistoryFilter;
  /** Told the whole filter as soon as a field is changed. */
  readonly onChange: (filter: HistoryFilter) => void;
  readonly render?: PartRender<PartProps<'form'>, HistoryFiltersState>;
}

const statuses: readonly FileStatus[] = ['active', 'pending', 'failed', 'deleting', 'deleted'];

/** Fields that narrow the history by name, status and days. Each acts as it is changed; days are those of the reader. */
export const HistoryFilters = takesRef(function HistoryFilters({
  filter,
  onChange,
  ...rest
}: HistoryFiltersProps): ReactElement {
  const draw = usePart('form', 'history-filters', rest);
  const part = usePartMarks();
  const { say } = useAccountWording();
  const id = useId();
  const isFiltered = isFiltering(filter);

  /** A span that ends before it begins would find nothing: the other end comes along. */
  function changeSpan(from: string | undefined, to: string | undefined, other: HistoryFilter) {
    const isEmpty = from !== undefined && to !== undefined && from >= to;
    onChange({ ...filter, from, to, ...(isEmpty ? other : {}) });
  }

  return draw(
    { isFiltered },
    {
      role: 'search',
      'aria-label': say('historyFilters'),
      children: (
        <>
          <Field id={`${id}name`} label={say('nameBegins')}>
            <input
              id={`${id}name`}
              type="search"
              autoComplete="off"
              maxLength={255}
              {...part('field-input')}
              value={filter.fileName ?? ''}
              onChange={(event) => onChange({ ...filter, fileName: event.target.value || undefined })}
            />
          </Field>
          <Field id={`${id}status`} label={say('fileStatus')}>
            <select
              id={`${id}status`}
              {...part('field-input')}
              value={filter.status ?? ''}
              onChange={(event) =>
                onChange({ ...filter, status: statuses.find((status) => status === event.target.value) })
              }
            >
              <option value="">{say('anyStatus')}</option>
              {statuses.map((status) => (
                <option key={status} value={status}>
                  {say(recordStatusTexts[status])}
                </option>
              ))}
            </select>
          </Field>
          <DayField
            id={`${id}from`}
            label={say('dateFrom')}
            day={dayOf(filter.from)}
            onChange={(day) => changeSpan(startOfDay(day), filter.to, { to: endOfDay(day) })}
          />
          <DayField
            id={`${id}to`}
            label={say('dateTo')}
            // The end of a span is exclusive.
            day={dayOf(filter.to, -1)}
            onChange={(day) => changeSpan(filter.from, endOfDay(day), { from: startOfDay(day) })}
          />
          <button
            type="button"
            aria-disabled={!isFiltered || undefined}
            {...part('button')}
            onClick={() => {
              if (isFiltered) onChange({});
            }}
          >
            {say('clearFilters')}
          </button>
        </>
      ),
    },
    {
      onSubmit(event) {
        rest.onSubmit?.(event);
        // Enter in the field of the name must not load the page anew.
        event.preventDefault();
      },
      'data-filtered': isFiltered ? '' : undefined,
    },
  );
});

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly children: ReactElement;
}

function Field({ id, label, children }: FieldProps): ReactElement {
  const part = usePartMarks();
  return (
    <span {...part('field')}>
      <label htmlFor={id} {...part('field-label')}>
        {label}
      </label>
      {children}
    </span>
  );
}

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly day: string;
  readonly onChange: (day: string) => void;
}

/** A date that is being typed is no date yet: browsers say nothing, and the field must not be emptied under the keys. */
function DayField({ id, label, day, onChange }: DayFieldProps): ReactElement {
  const part = usePartMarks();
  const [typed, setTyped] = useState(day);
  const typedDay = startOfDay(typed) === undefined ? '' : typed;
  return (
    <Field id={id} label={label}>
      <input
        id={id}
        type="date"
        max="9999-12-31"
        {...part('field-input')}
        value={typedDay === day ? typed : day}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(event.target.value);
        }}
      />
    </Field>
  );
}
