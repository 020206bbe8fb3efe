import { type Plan, UploadError, type WorkspaceQuota } from '@holdfast/upload-manager';
import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { UploadManagerProvider } from '../../hooks/upload-manager-provider.tsx';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { enact } from '../../testing/enact.ts';
import { installDialog } from '../../testing/install-dialog.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { samplePlans, sampleQuota } from '../../testing/sample-states.ts';
import { UploadPanel } from '../upload-panel.tsx';
import { QuotaBanner } from './quota-banner.tsx';
import { UpgradePrompt } from './upgrade-prompt.tsx';

beforeAll(installDialog);

const full: WorkspaceQuota = { ...sampleQuota, used_bytes: 5e9, available_bytes: 0, level: 'full' };
const button = (name: string) => screen.getByRole('button', { name });

function open(quota: WorkspaceQuota = sampleQuota, plans: readonly Plan[] = samplePlans) {
  const scripted = createScriptedManager();
  scripted.setQuota(quota);
  scripted.setPlans(plans);
  const managed: string[] = [];
  renderUploads(<UploadPanel onManageFiles={() => managed.push('files')} />, scripted);
  return { scripted, managed };
}

const isDisabled = (name: string) =>
  screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

describe('R-A11 the panel when storage is full', () => {
  it('takes no file, says why and interrupts, and goes where files are deleted', async () => {
    const { managed } = open(full);

    const banner = await screen.findByRole('region', { name: 'Uploads are blocked' });
    await userEvent.click(within(banner).getByRole('button', { name: 'Delete files' }));

    expect(within(banner).getByText(/^No space is left/)).toBeTruthy();
    expect(within(screen.getByRole('alert')).getByText('Uploads are blocked')).toBeTruthy();
    expect(['Choose files', 'Choose a folder'].map(isDisabled)).toEqual([true, true]);
    expect(managed).toEqual(['files']);
  });

  it('takes files again as soon as a larger plan was taken from the banner', async () => {
    const { scripted } = open(full);
    scripted.setPlanChange({ ...sampleQuota, plan: 'pro', limit_bytes: 1e11 });
    await userEvent.click(await screen.findByRole('button', { name: 'Upgrade to Pro' }));

    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change plan' }),
    );

    await waitFor(() => expect(screen.queryByRole('region', { name: 'Uploads are blocked' })).toBeNull());
    expect(isDisabled('Choose files')).toBe(false);
    expect(scripted.requests).toContain('changePlan pro');
  });

  it('links to where upgrades are bought, when that is a web address and nothing else', async () => {
    const withUrl = (upgrade_url: string) => samplePlans.map((plan) => ({ ...plan, upgrade_url }));
    open(full, withUrl('https://example.com/buy'));
    const link = await screen.findByRole('link', { name: 'Upgrade to Pro' });
    open(full, withUrl('javascript:alert(1)'));

    expect(await screen.findByRole('button', { name: 'Upgrade to Pro' })).toBeTruthy();
    expect(link.getAttribute('href')).toBe('https://example.com/buy');
    expect(screen.getAllByRole('link')).toEqual([link]);
  });

  it('says nothing while there is room', async () => {
    const { scripted } = open();
    await waitFor(() => expect(scripted.requests).toContain('getQuota'));

    expect(screen.queryByRole('region', { name: /blocked/ })).toBeNull();
    expect(isDisabled('Choose files')).toBe(false);
  });
});

it('R-A11 a full storage is told once, although the words of its language come later', async () => {
  const scripted = createScriptedManager();
  scripted.setQuota(full);
  const page = (quotaBlocked: string) => (
    <UploadManagerProvider manager={scripted.manager} texts={{ quotaBlocked }}>
      <QuotaBanner />
    </UploadManagerProvider>
  );
  const { rerender } = render(page('Uploads are blocked'));
  await screen.findByRole('region', { name: 'Uploads are blocked' });

  rerender(page('Uploads sind gesperrt'));
  await screen.findByRole('region', { name: 'Uploads sind gesperrt' });

  expect(screen.getByRole('alert').textContent).toBe('Uploads are blocked');
});

describe('R-A11 files that did not fit', () => {
  async function refuseTwo() {
    const { scripted } = open();
    const error = new UploadError('quota_exceeded', 'no room');
    const ids = ['a', 'b'].map((name) => enact(() => scripted.put({ name, sizeBytes: 3e9 })));
    for (const id of ids)
      enact(() => scripted.move(id, { status: 'failed', error, session: null, storedParts: [] }));
    await screen.findByText(/^4 GB more than is free/);
    return { scripted, ids };
  }

  it('are counted, with how much is missing and the plan that holds them', async () => {
    await refuseTwo();

    expect(screen.getByRole('region', { name: '2 files do not fit' })).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Upgrade to Pro' })).toBeTruthy();
  });

  it('do not change the question that is being asked when more of them are refused', async () => {
    const { scripted } = await refuseTwo();
    await userEvent.click(await screen.findByRole('button', { name: 'Upgrade to Pro' }));
    await screen.findByRole('dialog', { name: 'Change to the Pro plan?' });
    const error = new UploadError('quota_exceeded', 'no room');

    const id = enact(() => scripted.put({ name: 'huge', sizeBytes: 1e12 }));
    enact(() => scripted.move(id, { status: 'failed', error, session: null, storedParts: [] }));
    await screen.findByRole('button', { name: 'Upgrade to Unlimited', hidden: true });

    expect(screen.getByRole('dialog', { name: 'Change to the Pro plan?' })).toBeTruthy();
  });

  it('are tried again together', async () => {
    const { scripted, ids } = await refuseTwo();

    await userEvent.click(within(screen.getByRole('region', { name: /do not fit/ })).getByText('Try again'));

    expect(ids.map((id) => scripted.manager.getUpload(id)?.getState().state.status)).toEqual([
      'queued',
      'queued',
    ]);
    expect(screen.queryByRole('region', { name: /do not fit/ })).toBeNull();
  });

  it('are left out together', async () => {
    const { scripted } = await refuseTwo();

    await userEvent.click(button('Leave out'));

    expect(scripted.manager.list.getState().ids).toEqual([]);
  });
});

describe('R-A11 the upgrade prompt', () => {
  it('offers the next plan when space is getting short, and nothing before that', async () => {
    const scripted = createScriptedManager();
    renderUploads(<UpgradePrompt />, scripted);
    await waitFor(() => expect(scripted.requests).toEqual(expect.arrayContaining(['getQuota', 'listPlans'])));
    const before = screen.queryByText(/gives you/);
    scripted.setPlanChange({ ...sampleQuota, level: 'warn' });

    await enact(() => scripted.manager.changePlan('free'));

    expect(before).toBeNull();
    expect(await screen.findByText('Pro gives you 100 GB.')).toBeTruthy();
  });
});
