import type { JobRunReport, JobState } from '@holdfast/upload-manager/contract';
import { ApiError } from '../domain/api-error.ts';
import type { Jobs } from '../jobs/create-jobs.ts';

/** What the command line asks of the jobs. */
export type JobCommand = { readonly kind: 'list' } | { readonly kind: 'run'; readonly name: string };

export const jobUsage = 'Usage: holdfast-server [jobs list | jobs run NAME]';

/** The command after the program's name; undefined for none, null for one that does not exist. */
export function parseJobCommand(words: readonly string[]): JobCommand | undefined | null {
  if (words.length === 0) return undefined;
  const [group, verb, name, ...rest] = words;
  if (group !== 'jobs' || rest.length > 0) return null;
  if (verb === 'list' && name === undefined) return { kind: 'list' };
  if (verb === 'run' && name !== undefined) return { kind: 'run', name };
  return null;
}

/** Does what the command asks and answers the exit code: 0 only when all went well. */
export async function runJobCommand(
  jobs: Jobs,
  command: JobCommand,
  print: (line: string) => void,
): Promise<number> {
  if (command.kind === 'list') {
    for (const state of (await jobs.list()).items) print(describeJob(state));
    return 0;
  }
  try {
    const report = await jobs.run(command.name);
    print(describeRun(report));
    return report.outcome === 'succeeded' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const known = error.code === 'not_found' ? `: expected one of ${String(error.fields.jobs)}` : '';
    print(`${error.message}${known}`);
    return 1;
  }
}

function describeJob({ job, schedule, next_run_at, is_running, last_runs, summary }: JobState): string {
  const [last] = last_runs;
  return [
    job,
    schedule ?? 'by hand only',
    is_running ? 'running' : `next ${next_run_at ?? 'never'}`,
    last ? `last ${last.outcome} ${last.started_at}` : 'never run',
    summary,
  ].join('\t');
}

function describeRun({ job, outcome, counts, error_code, duration_ms }: JobRunReport): string {
  const numbers = Object.entries(counts).map(([name, count]) => `${name}=${count}`);
  const error = error_code === null ? [] : [`error=${error_code}`];
  return [`${job}: ${outcome}`, ...numbers, ...error, `${duration_ms ?? 0} ms`].join(' ');
}
