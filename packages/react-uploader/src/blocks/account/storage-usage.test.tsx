import { UploadError } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { sampleQuota } from '../../testing/sample-states.ts';
import { QuotaCard } from './quota-card.tsx';
import { StorageUsage } from './storage-usage.tsx';

const cellsOf = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

describe('R-A11 what fills the storage', () => {
  it('is a table with the largest first, under names people know', async () => {
    const scripted = createScriptedManager();
    scripted.setUsage([
      { key: null, files: 1, bytes: 1e6 },
      { key: 'hero_image', files: 2, bytes: 3e6 },
      { key: 'step_media', files: 3, bytes: 6e6 },
    ]);
    renderUploads(<StorageUsage labels={{ hero_image: 'Title picture' }} />, scripted);

    const table = await screen.findByRole('table');
    const rows = within(table).getAllByRole('row').slice(1);

    expect(
      within(table)
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent),
    ).toEqual(['Step media', 'Title picture', 'Not in use']);
    expect(rows.map(cellsOf)).toEqual([
      ['6 MB', '60%', '3'],
      ['3 MB', '30%', '2'],
      ['1 MB', '10%', '1'],
    ]);
  });

  it('says «100%» of nothing that has company', async () => {
    const scripted = createScriptedManager();
    scripted.setUsage([
      { key: 'image/png', files: 9, bytes: 9996e6 },
      { key: 'text/plain', files: 1, bytes: 4e6 },
    ]);
    renderUploads(<StorageUsage groups={['type']} />, scripted);

    const rows = within(await screen.findByRole('table'))
      .getAllByRole('row')
      .slice(1);

    expect(rows.map((row) => cellsOf(row)[1])).toEqual(['99%', '0%']);
  });

  it('is counted by something else when asked to', async () => {
    const scripted = createScriptedManager();
    scripted.setUsage([{ key: 'image/png', files: 1, bytes: 1e6 }]);
    renderUploads(<StorageUsage />, scripted);
    await screen.findByRole('table');

    await userEvent.click(screen.getByRole('button', { name: 'File type' }));

    expect(await screen.findByRole('rowheader', { name: 'image/png' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'File type' }).getAttribute('aria-pressed')).toBe('true');
    expect(scripted.requests).toEqual(['getUsage reference_type', 'getUsage type']);
  });

  it('is drawn by day with a sentence beside it and a table behind it', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const scripted = createScriptedManager();
    scripted.setUsage([{ key: today, files: 4, bytes: 2e6 }]);
    renderUploads(<StorageUsage groups={['day']} />, scripted);

    const figure = await screen.findByRole('figure', { name: 'Uploaded in the last 30 days: 4 files, 2 MB' });

    expect(figure.querySelectorAll('[data-upload-part="usage-column"]')).toHaveLength(30);
    const table = within(figure).getByRole('table', { name: 'Day', hidden: true });
    expect(within(table).getAllByRole('row', { hidden: true })).toHaveLength(2);
  });

  it('says that nothing is stored yet, and why it could not be counted', async () => {
    const scripted = createScriptedManager();
    scripted.setUsage(new UploadError('network', 'no line'));
    renderUploads(<StorageUsage />, scripted);
    await screen.findByText(/The server cannot be reached/);
    scripted.setUsage([]);

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('Nothing is stored yet')).toBeTruthy();
  });
});

describe('R-A7 R-A11 what a plan counts', () => {
  it('stands in the quota card, with the names of the app for its own kinds', async () => {
    const scripted = createScriptedManager();
    const counts = {
      workspace: { used: 1, limit: 1 },
      category: { used: 3, limit: null },
      poster: { used: 2, limit: 8 },
    };
    scripted.setQuota({ ...sampleQuota, counts });
    renderUploads(<QuotaCard kindLabels={{ poster: 'Posters' }} />, scripted);

    await waitFor(() => expect(screen.getAllByRole('term')).toHaveLength(3));

    expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual([
      'Workspaces',
      'Categories',
      'Posters',
    ]);
    expect(screen.getAllByRole('definition').map((value) => value.textContent)).toEqual([
      '1 of 1',
      '3',
      '2 of 8',
    ]);
  });
});
