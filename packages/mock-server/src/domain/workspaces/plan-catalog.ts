import type { Plan } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';

/** The plan with this id. A workspace whose plan was taken out of the configuration gets the default. */
export function planOf({ settings }: BackendContext, planId: string): Plan {
  const plan = findPlan(settings.plans, planId) ?? findPlan(settings.plans, settings.defaultPlan);
  if (plan) return plan;
  throw new Error(`The default plan ${settings.defaultPlan} is not configured`);
}

export function findPlan(plans: readonly Plan[], planId: string): Plan | undefined {
  return plans.find(({ id }) => id === planId);
}
