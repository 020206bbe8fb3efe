import type { Plan, PlanList, UploadManager } from '@holdfast/upload-manager';
import { createPagesResource, type PagesResource } from './pages-resource.ts';

type PlansResource = PagesResource<Plan, PlanList>;

const plansByManager = new WeakMap<UploadManager, PlansResource>();

/** One list of plans per manager: a banner and a picker on one page ask the server once. */
export function sharedPlans(manager: UploadManager): PlansResource {
  const known = plansByManager.get(manager);
  if (known !== undefined) return known;
  const plans = createPagesResource<Plan, PlanList>({
    manager,
    fetchPage: (_cursor, signal) => manager.listPlans({ signal }),
    keyOf: ({ id }) => id,
  });
  plansByManager.set(manager, plans);
  return plans;
}
