'use client';
import type { Plan, WorkspaceQuota } from '@holdfast/upload-manager';
import { type ReactElement, useId } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useKindLabel } from '../../hooks/account/use-kind-label.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { planFit } from '../../state/account/plan-fit.ts';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import { type PartProps, type PartRender, presence } from '../part-props.ts';
import { takesRef } from '../takes-ref.ts';
import { usePart } from '../use-part.ts';
import { planDetailTexts, planSizeText } from './plan-details.ts';

export interface PlanOptionsState {
  /** The id of the plan that is chosen. */
  readonly value: string | null;
}

export interface PlanOptionsProps extends Omit<PartProps<'fieldset'>, 'onChange' | 'value'> {
  /** What can be chosen, as `usePlans` has it. */
  readonly plans: readonly Plan[];
  /** The id of the plan that is chosen. */
  readonly value: string | null;
  /** Told the id of the plan that was chosen. Nothing is changed by it. */
  readonly onChange: (planId: string) => void;
  /** What the workspace has, to mark its plan and those that are too small; at sign-up there is none. */
  readonly quota?: WorkspaceQuota | undefined;
  /** The name of the field in a form around it, such as that of a sign-up. @default 'plan' */
  readonly name?: string;
  /** What the app calls the kinds its plans count, by kind. */
  readonly kindLabels?: Labels | undefined;
  readonly render?: PartRender<PartProps<'fieldset'>, PlanOptionsState>;
}

/** Plans to choose one from: a group of radio buttons, also for a form of your own. */
export const PlanOptions = takesRef(function PlanOptions(props: PlanOptionsProps): ReactElement {
  const { plans, value, onChange, quota, name = 'plan', kindLabels, ...rest } = props;
  const draw = usePart('fieldset', 'plan-options', rest);
  const { say } = useAccountWording();
  const id = useId();
  const field = value === null ? null : <input type="hidden" name={name} value={value} />;
  return (
    <>
      {draw(
        { value },
        {
          'aria-label': say('plans'),
          children: plans.map((plan) => (
            <PlanOption
              key={plan.id}
              plan={plan}
              quota={quota}
              kindLabels={kindLabels}
              // Two groups of one name on a page would be one group.
              inputName={`${id}${name}`}
              isChosen={plan.id === value}
              onChoose={() => onChange(plan.id)}
            />
          )),
        },
      )}
      {field}
    </>
  );
});

interface PlanOptionProps {
  readonly plan: Plan;
  readonly quota: WorkspaceQuota | undefined;
  readonly kindLabels: Labels | undefined;
  readonly inputName: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function PlanOption(props: PlanOptionProps): ReactElement {
  const part = usePartMarks();
  const { plan, quota, kindLabels, inputName, isChosen, onChoose } = props;
  const wording = useAccountWording();
  const kindLabel = useKindLabel(kindLabels);
  const id = useId();
  const isCurrent = quota?.plan === plan.id;
  const note = quota === undefined || isCurrent ? null : noteOf(plan, quota, { wording, kindLabel });
  return (
    <label
      {...part('plan-option')}
      data-selected={presence(isChosen)}
      data-current={presence(isCurrent)}
      data-too-small={presence(note !== null)}
    >
      <input
        type="radio"
        name={inputName}
        checked={isChosen}
        aria-labelledby={`${id}name`}
        aria-describedby={`${id}details`}
        onChange={onChoose}
      />
      <span id={`${id}name`} {...part('plan-name')}>
        {wording.name(plan.name)}
      </span>
      <span id={`${id}details`} {...part('plan-details')}>
        {isCurrent && <span {...part('plan-badge')}>{wording.say('planNow')}</span>}
        <span {...part('plan-size')}>{planSizeText(plan, wording)}</span>
        {planDetailTexts(plan, wording, kindLabel).map((text, index) => (
          <span key={`${index} ${text}`} {...part('plan-detail')}>
            {text}
          </span>
        ))}
        {note !== null && <span {...part('plan-note')}>{note}</span>}
      </span>
    </label>
  );
}

interface NoteTools {
  readonly wording: AccountWording;
  readonly kindLabel: (kind: string) => string;
}

/** Why a plan would not do as things are; `null` when it would. */
function noteOf(plan: Plan, quota: WorkspaceQuota, { wording, kindLabel }: NoteTools): string | null {
  const { excessBytes, excessKinds } = planFit(plan, quota);
  if (excessBytes > 0) return wording.say('planTooSmall', { missing: excessBytes });
  if (excessKinds.length > 0) {
    return wording.say('planTooFew', { reason: wording.list(excessKinds.map(kindLabel)) });
  }
  return null;
}
