'use client';
import type { QuotaLevel, UploadSnapshot } from '@holdfast/upload-manager';
import { lastQuotaOf } from '../../state/account/quota-resource.ts';
import { useUploadsWhere } from '../use-uploads-where.ts';
import { useQuota } from './use-quota.ts';

export interface QuotaBlock {
  /** Whether nothing more fits, so that no file need be taken in. */
  readonly isBlocked: boolean;
  /** How close to the limit. */
  readonly level: QuotaLevel;
  /** Uploads that the server refused for want of space. Nothing of them was sent. */
  readonly refused: readonly UploadSnapshot[];
  /** How much more they need than is free; `null` when that is not known. */
  readonly missingBytes: number | null;
}

/**
 * Whether storage is full, and what was refused for it.
 * @param workspaceId the caller's default workspace when left out
 */
export function useQuotaBlock(workspaceId?: string): QuotaBlock {
  const { state } = useQuota(workspaceId);
  const allRefused = useUploadsWhere(isRefusedForSpace);
  const refused = allRefused.filter(({ options }) => options.workspaceId === workspaceId);
  const quota = lastQuotaOf(state);
  const level = quota?.level ?? 'ok';
  const neededBytes = refused.reduce((sum, { file }) => sum + (file.sizeBytes ?? 0), 0);
  const availableBytes = quota?.available_bytes ?? null;
  const missingBytes = availableBytes === null ? null : neededBytes - availableBytes;
  return {
    isBlocked: level === 'full' || level === 'over',
    level,
    refused,
    missingBytes: missingBytes !== null && missingBytes > 0 ? missingBytes : null,
  };
}

function isRefusedForSpace({ state }: UploadSnapshot): boolean {
  return state.status === 'failed' && state.error.code === 'quota_exceeded';
}
