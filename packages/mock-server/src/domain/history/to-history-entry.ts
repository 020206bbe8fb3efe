import { fileStatuses, type HistoryEntry, processingStatuses } from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import { toTimestamp } from '../encoding.ts';

/** Sizes and times as any driver hands them over: PostgreSQL's 64-bit integers may come as text. */
const integer = v.pipe(
  v.union([v.number(), v.bigint(), v.pipe(v.string(), v.regex(/^\d{1,16}$/))]),
  v.transform(Number),
  v.safeInteger(),
  v.minValue(0),
);

/** The last millisecond whose year has four digits, as every time on the wire has. */
const lastMoment = Date.UTC(10_000, 0, 1) - 1;
const moment = v.pipe(integer, v.maxValue(lastMoment));

/** What a row has to hold to be told at all, and what stands in for what is missing. */
const historyRow = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  file_name: v.nullish(v.string(), 'file'),
  size_bytes: v.nullish(integer, 0),
  mime_type: v.nullish(v.string(), 'application/octet-stream'),
  status: v.picklist(fileStatuses),
  processing_status: v.nullish(v.picklist(processingStatuses), 'none'),
  created_at: moment,
  updated_at: v.nullish(moment),
});

/**
 * A row as the history tells it, with defaults where the row has nothing; undefined for a row this version cannot read,
 * such as one in a state that a newer version wrote.
 */
export function toHistoryEntry(row: unknown): HistoryEntry | undefined {
  const result = v.safeParse(historyRow, row);
  if (!result.success) return undefined;
  const { id, created_at, updated_at, ...entry } = result.output;
  return {
    file_id: id,
    ...entry,
    created_at: toTimestamp(created_at),
    updated_at: toTimestamp(updated_at ?? created_at),
  };
}
