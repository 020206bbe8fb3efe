'use client';
import type { Plan } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useUpgrade } from '../../hooks/account/use-upgrade.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { UpgradeButton } from './upgrade-button.tsx';

export interface UpgradePromptProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  /** Takes over, for a checkout of your own. @default goes to the plan's `upgrade_url`, or asks and changes the plan */
  readonly onUpgrade?: (plan: Plan) => void;
}

/** Offers the next larger plan when space is getting short; nothing before that, or when there is none. */
export function UpgradePrompt({ workspaceId, onUpgrade }: UpgradePromptProps): ReactElement | null {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const languageProps = languagePropsOf(useAccountWording());
  const upgrade = useUpgrade(workspaceId);
  if (upgrade === null || upgrade.quota.level === 'ok') return null;
  const { name, limit_bytes: limit } = upgrade.plan;
  return (
    <div {...languageProps} {...part('upgrade-prompt')}>
      <p>
        {limit === null
          ? say('upgradeOfferUnlimited', { plan: name })
          : say('upgradeOffer', { plan: name, limit })}
      </p>
      <UpgradeButton upgrade={upgrade} workspaceId={workspaceId} onUpgrade={onUpgrade} />
    </div>
  );
}
