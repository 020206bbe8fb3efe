'use client';
import type { Plan, UploadError, WorkspaceQuota } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useKindLabel } from '../../hooks/account/use-kind-label.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { useAnnouncer } from '../../hooks/use-announcer.ts';
import { planDetailTexts, planSizeText } from '../../parts/account/plan-details.ts';
import { planFit } from '../../state/account/plan-fit.ts';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

export interface ChangePlanDialogProps {
  readonly plan: Plan;
  /** What the workspace has now; `null` when that is not known. */
  readonly quota: WorkspaceQuota | null;
  readonly kindLabels?: Labels | undefined;
  readonly changePlan: (planId: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before the plan is changed, and says what a smaller one means. */
export function ChangePlanDialog(props: ChangePlanDialogProps): ReactElement {
  const { plan, quota, kindLabels, changePlan, onClose } = props;
  const wording = useAccountWording();
  const { say } = wording;
  const announce = useAnnouncer();
  const kindLabel = useKindLabel(kindLabels);
  return (
    <ConfirmDialog
      title={say('changePlanQuestion', { plan: plan.name })}
      explanation={explanationOf(plan, quota, { wording, kindLabel })}
      confirmText={say('changePlan')}
      busyText={say('changingPlan')}
      keepText={say('keepPlan')}
      tone="accent"
      act={() => changePlan(plan.id)}
      describeFailure={describeRefusal}
      onDone={() => {
        announce(say('planChanged', { plan: plan.name }));
        onClose();
      }}
      onKept={onClose}
    />
  );
}

interface ExplanationTools {
  readonly wording: AccountWording;
  readonly kindLabel: (kind: string) => string;
}

function explanationOf(
  plan: Plan,
  quota: WorkspaceQuota | null,
  { wording, kindLabel }: ExplanationTools,
): string {
  const { say, list } = wording;
  const fit = quota === null ? null : planFit(plan, quota);
  if (quota !== null && fit !== null && fit.excessBytes > 0 && plan.limit_bytes !== null) {
    const used = quota.used_bytes + quota.reserved_bytes;
    return say('changePlanTooSmall', { used, limit: plan.limit_bytes, missing: fit.excessBytes });
  }
  if (fit !== null && fit.excessKinds.length > 0) {
    return say('changePlanTooFew', { reason: list(fit.excessKinds.map(kindLabel)) });
  }
  const gains = [planSizeText(plan, wording), ...planDetailTexts(plan, wording, kindLabel)];
  return say('changePlanFits', { reason: list(gains) });
}

/** Sentences for errors speak of uploads; who may not change a plan, or to one that is gone, is told of the plan. */
function describeRefusal({ code }: UploadError, { say }: AccountWording): string | null {
  if (code === 'forbidden') return say('planForbidden');
  return code === 'invalid_request' || code === 'not_found' ? say('plan_changed') : null;
}
