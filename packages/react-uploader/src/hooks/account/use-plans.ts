'use client';
import type { Plan, PlanList, WorkspaceQuota } from '@holdfast/upload-manager';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { PagesState } from '../../state/account/pages-resource.ts';
import { sharedPlans } from '../../state/account/shared-plans.ts';
import { known } from '../../state/known.ts';
import { useUploadManager } from '../use-upload-manager.ts';

export type PlansState = PagesState<Plan, PlanList>;

export interface UsePlansResult {
  /** The plans, or why there are none. */
  readonly state: PlansState;
  /** Asks the server now. */
  readonly reload: () => void;
  /**
   * Puts the workspace on another plan. Nothing is ever deleted: with a smaller plan uploads are refused until there is
   * room. Rejects with an `UploadError`.
   */
  readonly changePlan: (planId: string) => Promise<WorkspaceQuota>;
}

/**
 * The plans there are. All components share one answer.
 * @param workspaceId whose plan is changed; the caller's default workspace when left out
 */
export function usePlans(workspaceId?: string): UsePlansResult {
  const manager = useUploadManager();
  const plans = sharedPlans(manager);
  const state = useStore(plans);
  const changePlan = useCallback(
    async (planId: string) => {
      try {
        return await manager.changePlan(planId, known({ workspaceId }));
      } catch (error) {
        // It may not be there any more.
        plans.refresh();
        throw error;
      }
    },
    [manager, plans, workspaceId],
  );
  return { state, reload: plans.reload, changePlan };
}
