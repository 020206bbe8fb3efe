import * as v from 'valibot';
import { opaqueId, timestamp } from './scalars.ts';

const jobOutcomes = ['running', 'succeeded', 'partial', 'failed', 'stopped', 'lost'] as const;

/** One run of a clean-up job. */
export const jobRunReport = v.object({
  run_id: opaqueId,
  job: v.string(),
  started_by: v.picklist(['schedule', 'operator', 'command']),
  /** `partial`: some items failed. `stopped`: the server ended first. `lost`: the server died, another took over. */
  outcome: v.picklist(jobOutcomes),
  counts: v.record(v.string(), v.number()),
  /** Why the whole run failed. */
  error_code: v.nullable(v.string()),
  started_at: timestamp,
  /** Null while it runs. */
  duration_ms: v.nullable(v.number()),
});
export type JobRunReport = v.InferOutput<typeof jobRunReport>;

/** A job, its schedule and its newest runs, newest first. */
const jobState = v.object({
  job: v.string(),
  summary: v.string(),
  /** Cron text in UTC; null for a job that only runs by hand. */
  schedule: v.nullable(v.string()),
  next_run_at: v.nullable(timestamp),
  is_running: v.boolean(),
  last_runs: v.array(jobRunReport),
});
export type JobState = v.InferOutput<typeof jobState>;
export const jobList = v.object({ items: v.array(jobState) });
export type JobList = v.InferOutput<typeof jobList>;
