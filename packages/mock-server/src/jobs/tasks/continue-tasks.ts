import { continueTasks as continueDue } from '../../domain/tasks/create-tasks.ts';
import type { Job } from '../job.ts';

/** Goes on with project clean-ups and imports whose server died or stopped, and with those that are to be tried again. */
export const continueTasks: Job = {
  name: 'continue-tasks',
  summary: 'Goes on with project clean-ups and imports that were cut short or left something',
  cadence: { every: 'minute' },
  async run(context, { signal }) {
    const { continued, failed } = await continueDue(context, { signal });
    return { continued, failed };
  },
};
