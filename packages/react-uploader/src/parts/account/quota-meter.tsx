'use client';
import type { QuotaLevel, WorkspaceQuota } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import { cssVariables, type PartProps, type PartRender, presence } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';

export interface QuotaMeterState {
  /** How close to the limit. @selector [data-level="warn"] and so on */
  readonly level: QuotaLevel;
  /** Whether the plan has no limit, so that there is nothing to fill. @selector [data-unlimited] */
  readonly isUnlimited: boolean;
}

export interface QuotaMeterProps extends PartProps<'div'> {
  /** The quota of the workspace, as `useQuota` has it. */
  readonly quota: WorkspaceQuota;
  readonly render?: PartRender<PartProps<'div'>, QuotaMeterState>;
}

/** How full a workspace is: `--quota-used` and `--quota-reserved` (0 to 1) for the style, words for everyone else. */
export const QuotaMeter = takesRef(function QuotaMeter({ quota, ...rest }: QuotaMeterProps): ReactElement {
  const draw = usePart('div', 'quota-meter', rest);
  const part = usePartMarks();
  const wording = useAccountWording();
  const { level, limit_bytes: limitBytes, used_bytes: usedBytes, reserved_bytes: reservedBytes } = quota;
  const isUnlimited = limitBytes === null;
  const used = fraction(usedBytes, limitBytes);
  const reserved = Math.min(1 - used, fraction(reservedBytes, limitBytes));
  return draw(
    { level, isUnlimited },
    {
      ...(isUnlimited
        ? { role: 'img' }
        : {
            role: 'meter',
            'aria-valuemin': 0,
            'aria-valuemax': limitBytes,
            'aria-valuenow': Math.min(limitBytes, usedBytes + reservedBytes),
            'aria-valuetext': valueTextOf(quota, wording),
          }),
      'aria-label': isUnlimited ? valueTextOf(quota, wording) : wording.say('storage'),
      children: (
        <>
          <span {...part('quota-used')} />
          <span {...part('quota-reserved')} />
        </>
      ),
    },
    {
      style: { ...cssVariables({ '--quota-used': used, '--quota-reserved': reserved }), ...rest.style },
      'data-level': level,
      'data-unlimited': presence(isUnlimited),
    },
  );
});

/** What is used, of how much. */
export function usedText(quota: WorkspaceQuota, { say }: AccountWording): string {
  return say('quotaUsed', { used: quota.used_bytes, ...limitOf(quota) });
}

function valueTextOf(quota: WorkspaceQuota, wording: AccountWording): string {
  const { used_bytes: used, reserved_bytes: reserved } = quota;
  if (reserved === 0) return usedText(quota, wording);
  return wording.say('quotaUsedAndReserved', { used, reserved, ...limitOf(quota) });
}

function limitOf({ limit_bytes: limit }: WorkspaceQuota): { readonly limit?: number } {
  return limit === null ? {} : { limit };
}

/** How much of a limit is taken, from 0 to 1. Nothing at all is full from the start. */
export function fraction(taken: number, limit: number | null): number {
  if (limit === null) return 0;
  return limit === 0 ? 1 : Math.min(1, taken / limit);
}
