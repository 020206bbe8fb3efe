'use client';
import type { QuotaLevel, WorkspaceQuota } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useWording } from '../hooks/use-wording.ts';
import type { Wording } from '../texts/wording.ts';
import { cssVariables, type PartProps, type PartRender, presence } from './part-props.ts';

export interface QuotaMeterState {
  /** How close to the limit. @selector [data-level="warn"] and so on */
  readonly level: QuotaLevel;
  /** Whether the plan has no limit, so that there is nothing to fill. @selector [data-unlimited] */
  readonly isUnlimited: boolean;
}

export interface QuotaMeterProps extends PartProps<'div'> {
  readonly quota: WorkspaceQuota;
  readonly render?: PartRender<PartProps<'div'>, QuotaMeterState>;
}

/** How full a workspace is: `--quota-used` and `--quota-reserved` (0 to 1) for the style, words for everyone else. */
export function QuotaMeter({ quota, render, ...rest }: QuotaMeterProps): ReactElement {
  const wording = useWording();
  const { level, limit_bytes: limitBytes, used_bytes: usedBytes, reserved_bytes: reservedBytes } = quota;
  const isUnlimited = limitBytes === null;
  const used = fraction(usedBytes, limitBytes);
  const reserved = Math.min(1 - used, fraction(reservedBytes, limitBytes));
  const meterProps: PartProps<'div'> = {
    ...(isUnlimited
      ? { role: 'img' }
      : {
          role: 'meter',
          'aria-valuemin': 0,
          'aria-valuemax': limitBytes,
          'aria-valuenow': Math.min(limitBytes, usedBytes + reservedBytes),
          'aria-valuetext': valueTextOf(quota, wording),
        }),
    'aria-label': isUnlimited ? valueTextOf(quota, wording) : wording.texts.storage,
    children: (
      <>
        <span data-upload-part="quota-used" />
        <span data-upload-part="quota-reserved" />
      </>
    ),
    ...rest,
    style: { ...cssVariables({ '--quota-used': used, '--quota-reserved': reserved }), ...rest.style },
    'data-upload-part': 'quota-meter',
    'data-level': level,
    'data-unlimited': presence(isUnlimited),
  };
  return render === undefined ? <div {...meterProps} /> : render(meterProps, { level, isUnlimited });
}

/** What is used, of how much. */
export function usedText(quota: WorkspaceQuota, { texts, bytes }: Wording): string {
  const used = bytes(quota.used_bytes);
  if (quota.limit_bytes === null) return texts.quotaUsedUnlimited(used);
  return texts.quotaUsed(used, bytes(quota.limit_bytes));
}

function valueTextOf(quota: WorkspaceQuota, wording: Wording): string {
  if (quota.reserved_bytes === 0) return usedText(quota, wording);
  const reserved = wording.texts.quotaReserved(wording.bytes(quota.reserved_bytes));
  return `${usedText(quota, wording)}, ${reserved}`;
}

function fraction(partBytes: number, limitBytes: number | null): number {
  if (limitBytes === null) return 0;
  return limitBytes === 0 ? 1 : Math.min(1, partBytes / limitBytes);
}
