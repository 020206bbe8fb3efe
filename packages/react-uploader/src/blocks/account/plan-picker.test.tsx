import { UploadError } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlanOptions } from '../../parts/account/plan-options.tsx';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { installDialog } from '../../testing/install-dialog.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { samplePlans, sampleQuota } from '../../testing/sample-states.ts';
import { PlanPicker } from './plan-picker.tsx';
import { QuotaCard } from './quota-card.tsx';

beforeAll(installDialog);

const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const button = (name: string) => screen.getByRole('button', { name });

async function open(plan = 'free') {
  const scripted = createScriptedManager();
  scripted.setQuota({ ...sampleQuota, plan, used_bytes: 6e9, limit_bytes: 1e11 });
  renderUploads(
    <>
      <PlanPicker />
      <QuotaCard />
    </>,
    scripted,
  );
  await screen.findByRole('group', { name: 'Plans' });
  await screen.findByRole('meter');
  return scripted;
}

describe('R-A12 the plan picker', () => {
  it('shows each plan with what it allows, and starts at the present one', async () => {
    await open('pro');

    expect(radio('Pro').checked).toBe(true);
    expect(
      screen.getByRole('radio', { name: 'Pro', description: /^Your plan.*100 GB of storage/ }),
    ).toBeTruthy();
    const details = screen.getByRole('radio', {
      name: 'Unlimited',
      description: /Unlimited storage.*any size/,
    });
    expect(details).toBeTruthy();
    expect(button('Change plan').getAttribute('aria-disabled')).toBe('true');
  });

  it('asks before the plan is changed, changes it, says so, and the meter follows at once', async () => {
    const scripted = await open();
    scripted.setPlanChange({ ...sampleQuota, plan: 'pro', limit_bytes: 1e11, used_bytes: 6e9 });
    await userEvent.click(radio('Pro'));

    await userEvent.click(button('Change plan'));
    const dialog = await screen.findByRole('dialog', {
      name: 'Change to the Pro plan?',
      description: /^Your files stay as they are\. From now on: 100 GB of storage/,
    });
    const before = [...scripted.requests];
    await userEvent.click(within(dialog).getByRole('button', { name: 'Change plan' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(before).not.toContain('changePlan pro');
    expect(screen.getByText('6 GB of 100 GB used')).toBeTruthy();
    expect(screen.getByText('You are on the Pro plan now.')).toBeTruthy();
    expect(scripted.requests.filter((request) => request === 'getQuota')).toHaveLength(1);
  });

  it('explains a plan that is smaller than what is stored: nothing is deleted, uploads are refused', async () => {
    await open('pro');
    expect(screen.getByText('1 GB smaller than what you store')).toBeTruthy();
    await userEvent.click(radio('Free'));

    await userEvent.click(button('Change plan'));

    expect(
      await screen.findByRole('dialog', {
        description:
          'You store 6 GB, and this plan holds 5 GB. Nothing is deleted, but you cannot upload until 1 GB are free.',
      }),
    ).toBeTruthy();
  });

  it('explains a plan that counts fewer than there are', async () => {
    const scripted = createScriptedManager();
    const counts = { workspace: { used: 3, limit: 10 } };
    scripted.setQuota({ ...sampleQuota, plan: 'pro', counts });
    renderUploads(<PlanPicker />, scripted);
    await screen.findByText('Allows fewer than you have: Workspaces');
    await userEvent.click(radio('Free'));

    await userEvent.click(button('Change plan'));

    expect(
      await screen.findByRole('dialog', { description: /more than this plan allows: Workspaces/ }),
    ).toBeTruthy();
  });

  it('says in the dialog why the plan stays', async () => {
    const scripted = await open();
    scripted.setPlanChange(new UploadError('forbidden', 'x'));
    await userEvent.click(radio('Pro'));
    await userEvent.click(button('Change plan'));

    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change plan' }),
    );

    expect(await screen.findByText(/You may not change the plan of this workspace/)).toBeTruthy();
  });

  it.each(['invalid_request', 'not_found'] as const)(
    'does not speak of files when the plan is gone by now, and looks which there are: %s',
    async (code) => {
      const scripted = await open();
      scripted.setPlanChange(new UploadError(code, 'x'));
      await userEvent.click(radio('Pro'));
      await userEvent.click(button('Change plan'));
      scripted.setPlans(samplePlans.filter(({ id }) => id !== 'pro'));

      await userEvent.click(
        within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change plan' }),
      );

      expect(
        await screen.findByText('Something changed in the meantime. Look again and confirm.'),
      ).toBeTruthy();
      await waitFor(() => expect(screen.queryByRole('radio', { name: 'Pro', hidden: true })).toBeNull());
    },
  );

  it('leaves the change to the app where it has a checkout of its own', async () => {
    const chosen: string[] = [];
    const scripted = createScriptedManager();
    renderUploads(<PlanPicker onChoose={(plan) => chosen.push(plan.id)} />, scripted);
    await screen.findByText('Your plan');
    await userEvent.click(radio('Pro'));

    await userEvent.click(button('Change plan'));

    expect(chosen).toEqual(['pro']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says why there are none to show, and asks again', async () => {
    const scripted = createScriptedManager();
    scripted.setPlans(new UploadError('network', 'no line'));
    renderUploads(<PlanPicker />, scripted);
    await screen.findByText(/The server cannot be reached/);
    scripted.setPlans(samplePlans);

    await userEvent.click(button('Try again'));

    expect(await screen.findByRole('radio', { name: 'Pro' })).toBeTruthy();
  });
});

describe('R-A12 the plans in a form of one’s own, as at sign-up', () => {
  function SignUp() {
    const [plan, setPlan] = useState<string | null>(null);
    return (
      <form aria-label="Sign up">
        <PlanOptions plans={samplePlans} value={plan} onChange={setPlan} name="chosen_plan" />
      </form>
    );
  }

  it('are a field of the form, and nothing is chosen or marked before somebody chooses', async () => {
    renderUploads(<SignUp />);
    const form = screen.getByRole<HTMLFormElement>('form', { name: 'Sign up' });
    const before = Object.fromEntries(new FormData(form));

    await userEvent.click(radio('Pro'));

    expect(before.chosen_plan).toBeUndefined();
    expect(new FormData(form).get('chosen_plan')).toBe('pro');
    expect(screen.queryByText('Your plan')).toBeNull();
  });
});
