import type { Plan, WorkspaceQuota } from '@holdfast/upload-manager';

/** What a workspace has more of than a plan allows. */
export interface PlanFit {
  /** Stored and reserved bytes beyond the plan's limit. */
  readonly excessBytes: number;
  /** Kinds of which there are more than the plan allows. */
  readonly excessKinds: readonly string[];
}

/** How what a workspace has fits into a plan. Counts and limits come from a server: only its own names are looked at. */
export function planFit(plan: Plan, quota: WorkspaceQuota): PlanFit {
  const { limit_bytes: limitBytes, counts } = plan;
  const takenBytes = quota.used_bytes + quota.reserved_bytes;
  return {
    excessBytes: limitBytes === null ? 0 : Math.max(0, takenBytes - limitBytes),
    excessKinds: Object.entries(quota.counts).flatMap(([kind, { used }]) => {
      const limit = Object.hasOwn(counts, kind) ? counts[kind] : null;
      return limit !== null && limit !== undefined && used > limit ? [kind] : [];
    }),
  };
}

/** The smallest plan that holds more than the present one, and all of what is needed; `null` when there is none. */
export function nextPlan(plans: readonly Plan[], quota: WorkspaceQuota, neededBytes = 0): Plan | null {
  const { limit_bytes: limitBytes } = quota;
  if (limitBytes === null) return null;
  const wantedBytes = quota.used_bytes + quota.reserved_bytes + neededBytes;
  const larger = plans
    .filter((plan) => sizeOf(plan) > limitBytes)
    .sort((one, other) => (sizeOf(one) < sizeOf(other) ? -1 : 1));
  return larger.find((plan) => sizeOf(plan) >= wantedBytes) ?? larger.at(-1) ?? null;
}

function sizeOf({ limit_bytes: limitBytes }: Plan): number {
  return limitBytes ?? Number.POSITIVE_INFINITY;
}
