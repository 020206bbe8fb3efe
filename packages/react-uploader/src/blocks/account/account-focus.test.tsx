import { UploadError } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { createScriptedManager, type ScriptedManager } from '../../testing/create-scripted-manager.ts';
import { enact } from '../../testing/enact.ts';
import { installDialog } from '../../testing/install-dialog.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { sampleEntry, sampleFile, samplePlans, sampleQuota } from '../../testing/sample-states.ts';
import { FilesTable } from './files-table.tsx';
import { HistoryTable } from './history-table.tsx';
import { PlanPicker } from './plan-picker.tsx';
import { QuotaCard } from './quota-card.tsx';
import { StorageUsage } from './storage-usage.tsx';

beforeAll(installDialog);

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const noLine = new UploadError('network', 'no line');

interface LoadingBlock {
  readonly block: ReactElement;
  readonly fail: (scripted: ScriptedManager) => void;
  readonly mend: (scripted: ScriptedManager) => void;
  readonly isThere: () => Promise<unknown>;
}

const loadingBlocks: readonly (readonly [string, LoadingBlock])[] = [
  [
    'the files',
    {
      block: <FilesTable />,
      fail: (scripted) => scripted.setFiles(noLine),
      mend: (scripted) => scripted.setFiles([sampleFile('a')]),
      isThere: () => screen.findByRole('table'),
    },
  ],
  [
    'the history',
    {
      block: <HistoryTable />,
      fail: (scripted) => scripted.setHistory(noLine),
      mend: (scripted) => scripted.setHistory([sampleEntry('a')]),
      isThere: () => screen.findByRole('table'),
    },
  ],
  [
    'the plans',
    {
      block: <PlanPicker />,
      fail: (scripted) => scripted.setPlans(noLine),
      mend: (scripted) => scripted.setPlans(samplePlans),
      isThere: () => screen.findByRole('radio', { name: 'Pro' }),
    },
  ],
  [
    'the quota',
    {
      block: <QuotaCard />,
      fail: (scripted) => scripted.setQuota(noLine),
      mend: (scripted) => scripted.setQuota(sampleQuota),
      isThere: () => screen.findByRole('meter'),
    },
  ],
  [
    'the usage',
    {
      block: <StorageUsage />,
      fail: (scripted) => scripted.setUsage(noLine),
      mend: (scripted) => scripted.setUsage([{ key: null, files: 1, bytes: 1 }]),
      isThere: () => screen.findByRole('table'),
    },
  ],
];

describe('R-F10 the keyboard', () => {
  it.each(loadingBlocks)('stays in the block when «Try again» brings %s', async (_, loading) => {
    const scripted = createScriptedManager();
    loading.fail(scripted);
    renderUploads(<div data-testid="block">{loading.block}</div>, scripted);
    await screen.findByText(/The server cannot be reached/);
    loading.mend(scripted);

    button('Try again').focus();
    await userEvent.keyboard('{Enter}');
    await loading.isThere();

    expect(document.activeElement).not.toBe(document.body);
    expect(screen.getByTestId('block').contains(document.activeElement)).toBe(true);
  });

  it.each([
    ['the files', <FilesTable key="files" pageSize={1} />],
    ['the history', <HistoryTable key="history" pageSize={1} />],
  ])('stays at the end of %s when there is no more to show', async (_, block) => {
    const scripted = createScriptedManager();
    scripted.setFiles([sampleFile('a'), sampleFile('b')], { pageSize: 1 });
    scripted.setHistory([sampleEntry('a'), sampleEntry('b')], { pageSize: 1 });
    renderUploads(block, scripted);
    await screen.findByRole('table');

    button('Show more').focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull());

    const table = screen.getByRole('table');
    expect(document.activeElement).not.toBe(document.body);
    expect(
      table.compareDocumentPosition(document.activeElement ?? table) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).not.toBe(0);
  });

  it('is back at the button that asked when the plan was changed', async () => {
    renderUploads(<PlanPicker />);
    await screen.findByText('Your plan');
    await userEvent.click(screen.getByRole('radio', { name: 'Pro' }));
    await userEvent.click(button('Change plan'));

    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change plan' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    expect(document.activeElement).toBe(button('Change plan'));
  });

  it('keeps the plan it is on when the quota comes later than the plans, and what was chosen', async () => {
    const scripted = createScriptedManager();
    scripted.setQuota(noLine);
    renderUploads(
      <>
        <PlanPicker />
        <QuotaCard />
      </>,
      scripted,
    );
    await screen.findByText(/The server cannot be reached/);
    const pro = await screen.findByRole<HTMLInputElement>('radio', { name: 'Pro' });
    await userEvent.click(pro);
    scripted.setQuota(sampleQuota);

    enact(() => button('Try again').click());
    await screen.findByText('Your plan');

    expect(pro.isConnected && pro.checked).toBe(true);
    expect(document.activeElement).toBe(pro);
  });
});
