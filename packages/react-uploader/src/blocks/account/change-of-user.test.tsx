import type { UploadManager } from '@holdfast/upload-manager';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ReactElement, StrictMode } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UploadManagerProvider } from '../../hooks/upload-manager-provider.tsx';
import { createScriptedManager, type ScriptedManager } from '../../testing/create-scripted-manager.ts';
import { enact } from '../../testing/enact.ts';
import { installDialog } from '../../testing/install-dialog.ts';
import { sampleEntry, sampleFile, samplePlans, sampleQuota } from '../../testing/sample-states.ts';
import { FilesBrowser } from './files-browser.tsx';
import { HistoryTable } from './history-table.tsx';
import { PlanPicker } from './plan-picker.tsx';
import { QuotaCard } from './quota-card.tsx';
import { StorageUsage } from './storage-usage.tsx';

beforeAll(installDialog);
afterEach(cleanup);

const reference = { reference_type: 'secret_type', reference_id: 'secret-1' };

function createSecretAccount(): ScriptedManager {
  const scripted = createScriptedManager();
  const files = ['secret-a', 'secret-b'].map((name) => sampleFile(name, reference));
  scripted.setFiles(files);
  scripted.setReferences([{ ...reference, files: 2, bytes: 2000 }]);
  scripted.setHistory([sampleEntry('secret-a')]);
  scripted.setUsage([{ key: 'secret-group', files: 1, bytes: 1 }]);
  scripted.setPlans([...samplePlans, { ...samplePlans[0], id: 'secret-plan', name: 'secret plan' }] as never);
  scripted.setQuota({ ...sampleQuota, plan: 'secret-plan' });
  return scripted;
}

/** A page of somebody whose server has not answered yet. */
function createSilentManager(): UploadManager {
  const silence = () => new Promise<never>(() => {});
  return {
    ...createScriptedManager().manager,
    getQuota: silence,
    listPlans: silence,
    listFiles: silence,
    listReferences: silence,
    listReferencedFiles: silence,
    listHistory: silence,
    getUsage: silence,
  };
}

function Account({ workspaceId }: { readonly workspaceId?: string }): ReactElement {
  const props = workspaceId === undefined ? {} : { workspaceId };
  return (
    <>
      <FilesBrowser {...props} />
      <HistoryTable {...props} />
      <QuotaCard {...props} />
      <PlanPicker {...props} />
      <StorageUsage {...props} />
    </>
  );
}

function page(manager: UploadManager, workspaceId?: string): ReactElement {
  return (
    <StrictMode>
      <UploadManagerProvider manager={manager}>
        <Account {...(workspaceId === undefined ? {} : { workspaceId })} />
      </UploadManagerProvider>
    </StrictMode>
  );
}

async function showSecrets() {
  const scripted = createSecretAccount();
  const { rerender } = render(page(scripted.manager));
  await screen.findByRole('rowheader', { name: /Secret group|secret-group/i });
  await screen.findByText('secret plan plan');
  await userEvent.click(screen.getByRole('button', { name: /^secret-1/ }));
  await userEvent.type(screen.getByRole('searchbox'), 'secret');
  await userEvent.click(screen.getByRole('radio', { name: 'Pro' }));
  await userEvent.click(screen.getByRole('button', { name: 'Change plan' }));
  await screen.findByRole('dialog');
  return { scripted, rerender };
}

/** Everything a person or a script finds on the page. */
function everything(): string {
  const fields = [...document.querySelectorAll('input')].map(({ value }) => value);
  return [document.body.innerHTML, ...fields].join(' ');
}

describe('R-A11 what was shown of a user', () => {
  it('is gone with the questions that were asked as soon as the user signs out', async () => {
    const { scripted } = await showSecrets();
    const before = everything();

    await enact(() => scripted.manager.signOut());

    expect(before).toContain('secret-1');
    expect(everything()).not.toMatch(/secret/i);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getAllByText(/You are signed out/).length).toBeGreaterThan(3);
  });

  it('is gone at once when the page shows somebody else', async () => {
    const { rerender } = await showSecrets();

    rerender(page(createSilentManager()));

    expect(everything()).not.toMatch(/secret/i);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not there for a moment when the blocks come back later', async () => {
    const { scripted, rerender } = await showSecrets();
    rerender(<p>Signed out</p>);
    await enact(() => Promise.resolve());
    const silent = { ...scripted.manager, ...pickCalls(createSilentManager()) };
    Object.assign(scripted.manager, silent);

    rerender(page(scripted.manager));

    expect(everything()).not.toMatch(/secret/i);
  });

  it('belongs to its workspace: another one begins anew', async () => {
    const { scripted, rerender } = await showSecrets();
    Object.assign(scripted.manager, pickCalls(createSilentManager()));

    rerender(page(scripted.manager, 'workspace-2'));

    expect(screen.queryByRole('heading', { name: /secret-1/ })).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

function pickCalls(manager: UploadManager): Partial<UploadManager> {
  const { getQuota, listPlans, listFiles, listReferences, listReferencedFiles, listHistory, getUsage } =
    manager;
  return { getQuota, listPlans, listFiles, listReferences, listReferencedFiles, listHistory, getUsage };
}
