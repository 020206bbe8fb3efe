'use client';
import type { QuotaLevel, WorkspaceQuota } from '@holdfast/upload-manager';
import { type ReactElement, useId } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { type PlansState, usePlans } from '../../hooks/account/use-plans.ts';
import { useQuota } from '../../hooks/account/use-quota.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { PlanCounts } from '../../parts/account/plan-counts.tsx';
import { QuotaMeter, usedText } from '../../parts/account/quota-meter.tsx';
import { lastQuotaOf } from '../../state/account/quota-resource.ts';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import { LoadFailure } from './load-failure.tsx';

export interface QuotaCardProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  /** What the app calls the kinds its plans count, by kind. */
  readonly kindLabels?: Labels;
}

/** How much a workspace stores, what uploads have reserved, and what is left. */
export function QuotaCard({ workspaceId, kindLabels }: QuotaCardProps): ReactElement {
  const part = usePartMarks();
  const { say } = useAccountWording();
  const languageProps = languagePropsOf(useAccountWording());
  const { state, reload } = useQuota(workspaceId);
  const { state: plans } = usePlans(workspaceId);
  const titleId = useId();
  const quota = lastQuotaOf(state);
  const planName = quota === null ? null : planNameOf(quota.plan, plans);
  return (
    <section
      {...languageProps}
      {...part('quota-card')}
      tabIndex={-1}
      aria-labelledby={titleId}
      aria-busy={state.status === 'loading'}
    >
      <header {...part('quota-header')}>
        <h2 id={titleId}>{say('storage')}</h2>
        {planName !== null && <span {...part('quota-plan')}>{say('quotaPlan', { plan: planName })}</span>}
      </header>
      {state.status === 'loading' && <p {...part('loading')}>{say('loadingQuota')}</p>}
      {quota !== null && <QuotaFigures quota={quota} kindLabels={kindLabels} />}
      {state.status === 'failed' && <LoadFailure error={state.error} onRetry={reload} />}
    </section>
  );
}

const levelNotes = {
  ok: null,
  warn: 'quotaLevelWarn',
  critical: 'quotaLevelCritical',
  full: 'quotaLevelFull',
  over: 'quotaLevelOver',
} as const satisfies Record<QuotaLevel, keyof UploaderTexts | null>;

interface QuotaFiguresProps {
  readonly quota: WorkspaceQuota;
  readonly kindLabels: Labels | undefined;
}

function QuotaFigures({ quota, kindLabels }: QuotaFiguresProps): ReactElement {
  const part = usePartMarks();
  const wording = useAccountWording();
  const { say } = wording;
  const note = levelNotes[quota.level];
  return (
    <>
      <QuotaMeter quota={quota} />
      <p {...part('quota-text')}>{usedText(quota, wording)}</p>
      {quota.reserved_bytes > 0 && (
        <p {...part('quota-detail')}>{say('quotaReserved', { reserved: quota.reserved_bytes })}</p>
      )}
      {quota.available_bytes !== null && (
        <p {...part('quota-detail')}>{say('quotaAvailable', { available: quota.available_bytes })}</p>
      )}
      {quota.max_file_bytes !== null && (
        <p {...part('quota-detail')}>{say('largestFile', { maxFileSize: quota.max_file_bytes })}</p>
      )}
      <PlanCounts quota={quota} kindLabels={kindLabels} />
      {note !== null && (
        <p {...part('quota-note')} data-level={quota.level}>
          {say(note)}
        </p>
      )}
    </>
  );
}

/** What people call it. A plan that is not offered any more is only known by its id. */
function planNameOf(planId: string, plans: PlansState): string | null {
  if (plans.status === 'loading') return null;
  const offered = plans.status === 'ready' ? plans.items.find(({ id }) => id === planId) : undefined;
  return offered?.name ?? planId;
}
