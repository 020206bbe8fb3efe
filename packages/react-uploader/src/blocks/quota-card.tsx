'use client';
import type { QuotaLevel, WorkspaceQuota } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager';
import { type ReactElement, useId } from 'react';
import { useQuota } from '../hooks/use-quota.ts';
import { useWording } from '../hooks/use-wording.ts';
import { QuotaMeter, usedText } from '../parts/quota-meter.tsx';
import type { QuotaState } from '../state/quota-resource.ts';
import type { UploaderTexts } from '../texts/english.ts';
import { QuietButton } from './quiet-button.tsx';

export interface QuotaCardProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
}

/** How much a workspace stores, what uploads have reserved, and what is left. */
export function QuotaCard({ workspaceId }: QuotaCardProps): ReactElement {
  const { texts } = useWording();
  const { state, reload } = useQuota(workspaceId);
  const titleId = useId();
  const quota = quotaOf(state);
  return (
    <section data-upload-part="quota-card" aria-labelledby={titleId} aria-busy={state.status === 'loading'}>
      <header data-upload-part="quota-header">
        <h2 id={titleId}>{texts.storage}</h2>
        {quota !== null && <span data-upload-part="quota-plan">{texts.quotaPlan(quota.plan)}</span>}
      </header>
      {state.status === 'loading' && <p data-upload-part="loading">{texts.loadingQuota}</p>}
      {quota !== null && <QuotaFigures quota={quota} />}
      {state.status === 'failed' && (
        <div data-upload-part="failure">
          <p>{describeError(state.error).text}</p>
          <QuietButton onClick={reload}>{texts.tryAgain}</QuietButton>
        </div>
      )}
    </section>
  );
}

function QuotaFigures({ quota }: { readonly quota: WorkspaceQuota }): ReactElement {
  const wording = useWording();
  const { texts, bytes } = wording;
  const note = levelNote(quota.level, texts);
  return (
    <>
      <QuotaMeter quota={quota} />
      <p data-upload-part="quota-text">{usedText(quota, wording)}</p>
      {quota.reserved_bytes > 0 && (
        <p data-upload-part="quota-detail">{texts.quotaReserved(bytes(quota.reserved_bytes))}</p>
      )}
      {quota.available_bytes !== null && (
        <p data-upload-part="quota-detail">{texts.quotaAvailable(bytes(quota.available_bytes))}</p>
      )}
      {quota.max_file_bytes !== null && (
        <p data-upload-part="quota-detail">{texts.largestFile(bytes(quota.max_file_bytes))}</p>
      )}
      {note !== null && (
        <p data-upload-part="quota-note" data-level={quota.level}>
          {note}
        </p>
      )}
    </>
  );
}

function quotaOf(state: QuotaState): WorkspaceQuota | null {
  return state.status === 'loading' ? null : state.quota;
}

function levelNote(level: QuotaLevel, texts: UploaderTexts): string | null {
  switch (level) {
    case 'ok':
      return null;
    case 'warn':
      return texts.quotaLevelWarn;
    case 'critical':
      return texts.quotaLevelCritical;
    case 'full':
      return texts.quotaLevelFull;
    case 'over':
      return texts.quotaLevelOver;
    default:
      return assertNever(level);
  }
}

function assertNever(level: never): never {
  throw new Error(`Unknown quota level ${String(level)}`);
}
