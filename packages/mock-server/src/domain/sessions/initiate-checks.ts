import type { Checksum, InitiateRequest } from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction, WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { matchesType } from '../files/type-policy.ts';
import type { Caller } from '../principal.ts';
import { planOf } from '../workspaces/plan-catalog.ts';
import { fitsAlgorithm } from './bind-parts.ts';

export function requireFittingChecksum({ checksum }: { readonly checksum?: Checksum | undefined }): void {
  if (!checksum || fitsAlgorithm(checksum.algorithm, checksum.value)) return;
  throw new ApiError('invalid_request', `The checksum is no ${checksum.algorithm} digest`, {
    fields: {
      issues: [{ path: 'checksum.value', message: `Expected a ${checksum.algorithm} digest in base64` }],
    },
  });
}

export function requireAllowedSize(
  context: BackendContext,
  { fields, workspace }: { readonly fields: InitiateRequest; readonly workspace: WorkspaceRow },
): void {
  const { maxObjectBytes } = context.settings;
  const maxFileBytes = Math.min(
    planOf(context, workspace.plan).max_file_bytes ?? maxObjectBytes,
    maxObjectBytes,
  );
  if (fields.file_size <= maxFileBytes) return;
  throw new ApiError('file_too_large', `Files may have at most ${maxFileBytes} bytes`, {
    fields: { max_file_bytes: maxFileBytes, plan: workspace.plan },
  });
}

/** A type that is refused by its name alone needs no bytes. What it really is shows at completion. */
export function requireAllowedType({ settings }: BackendContext, { mime_type }: InitiateRequest): void {
  const { allowedTypes } = settings;
  if (!mime_type || allowedTypes.length === 0 || matchesType(allowedTypes, mime_type)) return;
  throw new ApiError('type_not_allowed', `Files of the type ${mime_type} are not allowed`, {
    fields: { allowed_types: allowedTypes },
  });
}

const tooManyRetrySeconds = 30;

/** Rejects unless its user may have that many uploads more. */
export async function requireFewOpen(
  { settings }: BackendContext,
  transaction: DatabaseTransaction,
  { caller: { principal }, more }: { readonly caller: Caller; readonly more: number },
): Promise<void> {
  const { open } = await transaction
    .selectFrom('upload_sessions')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('tenant_id', '=', principal.tenantId)
    .where('user_id', '=', principal.userId)
    .where('status', 'in', ['initiating', 'uploading'])
    .executeTakeFirstOrThrow();
  if (Number(open) + more <= settings.maxOpenUploads) return;
  throw new ApiError('too_many_uploads', `At most ${settings.maxOpenUploads} uploads may be open at once`, {
    retryAfterSeconds: tooManyRetrySeconds,
  });
}
