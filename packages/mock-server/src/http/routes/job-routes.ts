import type { Jobs } from '../../jobs/create-jobs.ts';
import { type HttpContext, pathId } from '../http-env.ts';

/** The clean-up jobs, for operators: what they did, and one of them now. */
export function createJobRoutes(jobs: Jobs) {
  return {
    listJobs: async (http: HttpContext): Promise<Response> => http.json(await jobs.list()),

    runJob: async (http: HttpContext): Promise<Response> =>
      http.json(await jobs.run(pathId(http), { startedBy: 'operator', requestId: http.get('requestId') })),
  };
}
