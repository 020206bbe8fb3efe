import type { QuotaLevel } from '@holdfast/upload-manager/contract';

const warnShare = 0.8;
const criticalShare = 0.95;

/** How near a workspace is to its limit, counting what is reserved. `null` stands for no limit. */
export function quotaLevel(takenBytes: number, limitBytes: number | null): QuotaLevel {
  if (limitBytes === null) return 'ok';
  if (takenBytes > limitBytes) return 'over';
  if (takenBytes === limitBytes) return 'full';
  const share = takenBytes / limitBytes;
  if (share >= criticalShare) return 'critical';
  return share >= warnShare ? 'warn' : 'ok';
}
