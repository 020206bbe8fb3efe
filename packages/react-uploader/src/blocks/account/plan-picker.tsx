'use client';
import type { Plan, WorkspaceQuota } from '@holdfast/upload-manager';
import { type ReactElement, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useCallerState } from '../../hooks/account/use-caller-state.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { usePlans } from '../../hooks/account/use-plans.ts';
import { useQuota } from '../../hooks/account/use-quota.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { PlanOptions } from '../../parts/account/plan-options.tsx';
import { lastQuotaOf } from '../../state/account/quota-resource.ts';
import { EmptyNotice } from '../empty-notice.tsx';
import { QuietButton } from '../quiet-button.tsx';
import { LoadFailure } from './load-failure.tsx';

export interface PlanPickerProps {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  /** What the app calls the kinds its plans count, by kind. */
  readonly kindLabels?: Labels;
  /** Takes over when a plan was chosen, for a checkout of your own. @default asks, and changes the plan */
  readonly onChoose?: (plan: Plan) => void;
}

/** The plans there are, the one the workspace is on, and what a change to another would mean. */
export function PlanPicker({ workspaceId, kindLabels, onChoose }: PlanPickerProps): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const languageProps = languagePropsOf(useAccountWording());
  const { state, reload, changePlan } = usePlans(workspaceId);
  const { state: quotaState } = useQuota(workspaceId);
  const quota = lastQuotaOf(quotaState);
  const [asked, setAsked] = useCallerState<Plan>(workspaceId);
  const ChangePlanDialog = useLoaded(loadDialog, asked !== null, onChoose === undefined);
  return (
    <section {...languageProps} {...part('plan-picker')} tabIndex={-1} aria-label={say('plans')}>
      {state.status === 'loading' && <p {...part('loading')}>{say('loadingPlans')}</p>}
      {state.status === 'failed' && <LoadFailure error={state.error} onRetry={reload} />}
      {state.status === 'ready' && state.items.length === 0 && <EmptyNotice title={say('noPlans')} />}
      {state.status === 'ready' && state.items.length > 0 && (
        <PlanForm plans={state.items} quota={quota} kindLabels={kindLabels} onChoose={onChoose ?? setAsked} />
      )}
      {asked !== null && ChangePlanDialog !== null && (
        <ChangePlanDialog
          plan={asked}
          quota={quota}
          kindLabels={kindLabels}
          changePlan={changePlan}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

const loadDialog = async () => (await import('./change-plan-dialog.tsx')).ChangePlanDialog;

interface PlanFormProps {
  readonly plans: readonly Plan[];
  readonly quota: WorkspaceQuota | null;
  readonly kindLabels: Labels | undefined;
  readonly onChoose: (plan: Plan) => void;
}

function PlanForm({ plans, quota, kindLabels, onChoose }: PlanFormProps): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const [picked, setPicked] = useState<string | null>(null);
  const value = picked ?? quota?.plan ?? null;
  const chosen = plans.find((plan) => plan.id === value);
  const isIdle = chosen === undefined || chosen.id === quota?.plan;
  return (
    <form
      {...part('plan-form')}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined && !isIdle) onChoose(chosen);
      }}
    >
      <PlanOptions
        plans={plans}
        value={value}
        onChange={setPicked}
        quota={quota ?? undefined}
        kindLabels={kindLabels}
      />
      <QuietButton type="submit" data-tone="accent" isIdle={isIdle}>
        {say('changePlan')}
      </QuietButton>
    </form>
  );
}
