'use client';
import type { Plan, WorkspaceQuota } from '@holdfast/upload-manager';
import { nextPlan } from '../../state/account/plan-fit.ts';
import { lastQuotaOf } from '../../state/account/quota-resource.ts';
import { usePlans } from './use-plans.ts';
import { useQuota } from './use-quota.ts';

export interface Upgrade {
  /** The plan to offer. */
  readonly plan: Plan;
  /** Where the present plan says that upgrades are bought; `null` when the plan is changed here. */
  readonly url: string | null;
  readonly quota: WorkspaceQuota;
}

/**
 * The next larger plan that holds what is needed; `null` while that is not known, and when there is none.
 * @param neededBytes what is to be uploaded beyond what is stored and reserved
 */
export function useUpgrade(workspaceId?: string, neededBytes = 0): Upgrade | null {
  const { state: plans } = usePlans(workspaceId);
  const { state } = useQuota(workspaceId);
  const quota = lastQuotaOf(state);
  if (quota === null || plans.status !== 'ready') return null;
  const plan = nextPlan(plans.items, quota, neededBytes);
  if (plan === null) return null;
  const present = plans.items.find(({ id }) => id === quota.plan);
  return { plan, url: webAddressOf(present?.upgrade_url), quota };
}

/** A link leads to the web, whatever a server says: never to `javascript:`. */
function webAddressOf(url: string | null | undefined): string | null {
  if (url === null || url === undefined) return null;
  return /^(https?:\/\/|\/(?!\/))/i.test(url) ? url : null;
}
