'use client';
import type { Plan } from '@holdfast/upload-manager';
import { type ReactElement, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePlans } from '../../hooks/account/use-plans.ts';
import type { Upgrade } from '../../hooks/account/use-upgrade.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { QuietButton } from '../quiet-button.tsx';

export interface UpgradeButtonProps {
  readonly upgrade: Upgrade;
  readonly workspaceId: string | undefined;
  /** Takes over, for a checkout of your own. */
  readonly onUpgrade: ((plan: Plan) => void) | undefined;
}

/** Goes where upgrades are bought, or asks and changes the plan. */
export function UpgradeButton({ upgrade, workspaceId, onUpgrade }: UpgradeButtonProps): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const { changePlan } = usePlans(workspaceId);
  /** What is offered may change with what is needed; the question that is asked must not. */
  const [asked, setAsked] = useState<Plan | null>(null);
  const { plan, quota, url } = upgrade;
  const ChangePlanDialog = useLoaded(loadDialog, asked !== null, url === null && onUpgrade === undefined);
  const text = say('upgradeTo', { plan: plan.name });
  if (url !== null && onUpgrade === undefined) {
    return (
      <a {...part('button')} data-tone="accent" href={url}>
        {text}
      </a>
    );
  }
  return (
    <>
      <QuietButton data-tone="accent" onClick={() => (onUpgrade ?? setAsked)(plan)}>
        {text}
      </QuietButton>
      {asked !== null && ChangePlanDialog !== null && (
        <ChangePlanDialog plan={asked} quota={quota} changePlan={changePlan} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

const loadDialog = async () => (await import('./change-plan-dialog.tsx')).ChangePlanDialog;
