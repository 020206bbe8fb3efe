import { parseInput } from '../domain/parse-input.ts';
import { bodyLimits } from '../http/body-limits.ts';
import type { HttpContext } from '../http/http-env.ts';
import { readJson } from '../http/read-json.ts';
import type { Faults } from './create-faults.ts';
import { faultPlan } from './fault-rule.ts';

export const faultsPath = '/__faults';

/** Lists, replaces and clears the failures on order. The routes exist only where faults were switched on. */
export function createFaultRoutes(faults: Faults) {
  return {
    listFaults: (http: HttpContext): Response => http.json({ items: faults.list() }),

    async replaceFaults(http: HttpContext): Promise<Response> {
      faults.replace(parseInput(faultPlan, await readJson(http.req.raw, bodyLimits.default)));
      return http.json({ items: faults.list() });
    },

    clearFaults(http: HttpContext): Response {
      faults.clear();
      return http.json({ items: [] });
    },
  };
}
