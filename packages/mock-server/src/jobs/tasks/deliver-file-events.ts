import { deliverFileEvents } from '../../domain/files/file-events.ts';
import type { Job } from '../job.ts';

/** Tells the host of files that became active and of which it was not told: its hook failed, or a server died. */
export const deliverEvents: Job = {
  name: 'deliver-file-events',
  summary: 'Tells the host of files that became active where the first attempt failed',
  cadence: { every: 'minute' },
  run: async (context, { signal }) => ({ ...(await deliverFileEvents(context, signal)) }),
};
