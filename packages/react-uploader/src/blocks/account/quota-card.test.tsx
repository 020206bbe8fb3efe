import type { QuotaLevel } from '@holdfast/upload-manager';
import { UploadError } from '@holdfast/upload-manager';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { sampleQuota } from '../../testing/sample-states.ts';
import { QuotaCard } from './quota-card.tsx';

describe('R-A11 the quota card', () => {
  it('shows what is used, what uploads have reserved, and the limit', async () => {
    const scripted = createScriptedManager();
    scripted.setQuota({ ...sampleQuota, reserved_bytes: 1_000_000_000, available_bytes: 1_000_000_000 });

    renderUploads(<QuotaCard />, scripted);

    const meter = await screen.findByRole('meter', { name: 'Storage' });
    expect(meter.getAttribute('aria-valuetext')).toBe('3 GB of 5 GB used, 1 GB reserved by uploads');
    expect(meter.getAttribute('aria-valuenow')).toBe('4000000000');
    expect(meter.style.getPropertyValue('--quota-used')).toBe('0.6');
    expect(meter.style.getPropertyValue('--quota-reserved')).toBe('0.2');
    expect(screen.getByText('1 GB free')).toBeTruthy();
  });

  const notes: readonly (readonly [QuotaLevel, string])[] = [
    ['warn', 'Space is getting short.'],
    ['critical', 'Almost no space is left.'],
    ['full', 'No space is left. Delete files or upgrade to upload more.'],
    ['over', 'You are over your limit. Delete files or upgrade to upload again.'],
  ];

  it.each(notes)('says what the level «%s» means', async (level, note) => {
    const scripted = createScriptedManager();
    scripted.setQuota({ ...sampleQuota, level });

    renderUploads(<QuotaCard />, scripted);

    expect((await screen.findByText(note)).dataset.level).toBe(level);
    expect(screen.getByRole('meter').dataset.level).toBe(level);
  });

  it('calls the plan what people call it, and by its id when it is not offered any more', async () => {
    const scripted = createScriptedManager();
    const bySomeoneElse = createScriptedManager();
    bySomeoneElse.setQuota({ ...sampleQuota, plan: 'legacy-2019' });

    renderUploads(<QuotaCard />, scripted);
    renderUploads(<QuotaCard />, bySomeoneElse);

    expect(await screen.findByText('Free plan')).toBeTruthy();
    expect(await screen.findByText('legacy-2019 plan')).toBeTruthy();
  });

  it('never draws more than the whole bar', async () => {
    const scripted = createScriptedManager();
    scripted.setQuota({
      ...sampleQuota,
      used_bytes: 6_000_000_000,
      reserved_bytes: 1_000_000_000,
      level: 'over',
    });

    renderUploads(<QuotaCard />, scripted);

    const meter = await screen.findByRole('meter');
    expect(meter.getAttribute('aria-valuenow')).toBe(meter.getAttribute('aria-valuemax'));
    expect(meter.style.getPropertyValue('--quota-reserved')).toBe('0');
  });

  it('has no meter where there is no limit', async () => {
    const scripted = createScriptedManager();
    scripted.setQuota({ ...sampleQuota, limit_bytes: null, available_bytes: null });

    renderUploads(<QuotaCard />, scripted);

    expect(await screen.findByText('3 GB used, no limit')).toBeTruthy();
    expect(screen.queryByRole('meter')).toBeNull();
  });

  it('says why it knows nothing and asks again when told to', async () => {
    const scripted = createScriptedManager();
    scripted.setQuota(new UploadError('network', 'no line'));
    renderUploads(<QuotaCard />, scripted);
    await screen.findByText(/The server cannot be reached/);
    scripted.setQuota(sampleQuota);

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('meter')).toBeTruthy();
    expect(screen.queryByText(/The server cannot be reached/)).toBeNull();
  });

  it('R-E6 offers no «Try again» when asking again cannot help', async () => {
    const scripted = createScriptedManager();
    scripted.setQuota(new UploadError('origin_not_allowed', 'x'));

    renderUploads(<QuotaCard />, scripted);

    await screen.findByText(/not allowed from this website/);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('asks the server once for two cards', async () => {
    const { scripted } = renderUploads(
      <>
        <QuotaCard />
        <QuotaCard />
      </>,
    );

    await screen.findAllByRole('meter');

    expect(scripted.requests).toEqual(['getQuota', 'listPlans']);
  });
});
