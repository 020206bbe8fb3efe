import type { InitiateRequest, UploadSession } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { signSessionPart } from './sign-session.ts';

/** The checksum initiate brought for the whole file, where the session uses it. */
export function boundChecksum(session: SessionRow, fields: InitiateRequest): string | null {
  if (session.upload_type !== 'direct' || !fields.checksum) return null;
  return fields.checksum.algorithm === session.checksum_algorithm ? fields.checksum.value : null;
}

/** Adds the URL of a direct upload to its answer when there is nothing left to agree on. */
export async function withDirectUrl(
  context: BackendContext,
  { session, fields }: { readonly session: SessionRow; readonly fields: InitiateRequest },
  answer: UploadSession,
): Promise<UploadSession> {
  if (session.upload_type !== 'direct') return answer;
  const checksum = boundChecksum(session, fields);
  if (checksum === null && session.checksum_algorithm !== 'none') return answer;
  return { ...answer, upload: await signSessionPart(context, session, { partNumber: 1, checksum }) };
}
