'use client';
import type { Plan } from '@holdfast/upload-manager';
import { type ReactElement, useEffect, useId } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { type QuotaBlock, useQuotaBlock } from '../../hooks/account/use-quota-block.ts';
import { useUpgrade } from '../../hooks/account/use-upgrade.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { useAnnouncer } from '../../hooks/use-announcer.ts';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useUploadManager } from '../../hooks/use-upload-manager.ts';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import { Notice } from '../notice.tsx';
import { QuietButton } from '../quiet-button.tsx';
import { UpgradeButton } from './upgrade-button.tsx';

export interface QuotaBannerProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Goes where files are deleted. Without it the banner has no button for that. */
  readonly onManageFiles?: (() => void) | undefined;
  /** Takes over, for a checkout of your own. @default goes to the plan's `upgrade_url`, or asks and changes the plan */
  readonly onUpgrade?: ((plan: Plan) => void) | undefined;
}

/** Says that storage is full or that files did not fit, and what to do: delete, upgrade, leave out, try again. */
export function QuotaBanner({
  workspaceId,
  onManageFiles,
  onUpgrade,
}: QuotaBannerProps): ReactElement | null {
  const manager = useUploadManager();
  const wording = useAccountWording();
  const { say } = wording;
  const part = usePartMarks();
  const titleId = useId();
  const block = useQuotaBlock(workspaceId);
  const { isBlocked, refused } = block;
  const upgrade = useUpgrade(workspaceId, block.missingBytes ?? 0);
  const text = textOf(block, wording);
  useFullAnnouncement(isBlocked, say('quotaBlocked'));
  if (text === null) return null;
  const ids = refused.map(({ id }) => id);
  return (
    <Notice
      {...languagePropsOf(wording)}
      {...part('quota-banner')}
      data-level={block.level}
      aria-labelledby={titleId}
    >
      <strong id={titleId}>
        {refused.length > 0 ? say('didNotFit', { count: refused.length }) : say('quotaBlocked')}
      </strong>
      <p>{text}</p>
      <div {...part('banner-actions')}>
        {upgrade !== null && (
          <UpgradeButton upgrade={upgrade} workspaceId={workspaceId} onUpgrade={onUpgrade} />
        )}
        {onManageFiles !== undefined && (
          <QuietButton onClick={onManageFiles}>{say('manageFiles')}</QuietButton>
        )}
        {refused.length > 0 && (
          <>
            <QuietButton onClick={() => manager.remove(ids)}>{say('leaveOut')}</QuietButton>
            <QuietButton isIdle={isBlocked} onClick={() => manager.retry(ids)}>
              {say('retry')}
            </QuietButton>
          </>
        )}
      </div>
    </Notice>
  );
}

function textOf(
  { isBlocked, level, refused, missingBytes }: QuotaBlock,
  { say }: AccountWording,
): string | null {
  if (refused.length > 0) return say('needsMore', missingBytes === null ? {} : { missing: missingBytes });
  if (!isBlocked) return null;
  return say(level === 'over' ? 'quotaLevelOver' : 'quotaLevelFull');
}

/** That nothing can be uploaded any more stops everything: it interrupts. */
function useFullAnnouncement(isBlocked: boolean, text: string): void {
  const announce = useAnnouncer();
  // Said once, in whatever words there are by then.
  const tell = useLatest(() => announce(text, 'assertive'));
  useEffect(() => {
    if (!isBlocked) return;
    let isStale = false;
    // Strict mode comes here twice in a row: it is said once.
    queueMicrotask(() => {
      if (!isStale) tell();
    });
    return () => {
      isStale = true;
    };
  }, [isBlocked, tell]);
}
