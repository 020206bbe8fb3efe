import type { UploadState } from '@holdfast/upload-manager';
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ScriptedManager } from '../testing/create-scripted-manager.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { UploadPanel } from './upload-panel.tsx';

const file = (name: string, content = 'content') => new File([content], name);
const banner = (name: string) => screen.findByRole('region', { name });
const status = (name: string) => screen.getByRole('listitem', { name }).dataset.status;

function waitingFor(need: 'file' | 'permission'): UploadState {
  return { status: 'needs-file', session: sampleSession, storedParts: [1, 2], need, error: null };
}

async function renderWaiting(names: readonly string[], need: 'file' | 'permission' = 'file') {
  const { scripted } = renderUploads(<UploadPanel />);
  await act(async () => {
    for (const name of names) scripted.put({ name, sizeBytes: 7, state: waitingFor(need) });
  });
  return scripted;
}

async function choose(files: readonly File[]) {
  const input = (await screen.findByRole('region', { name: /wait/ })).querySelector('input');
  if (input === null) throw new Error('The banner has no file input');
  await userEvent.upload(input, [...files]);
}

function namesIn(scripted: ScriptedManager) {
  const { ids } = scripted.manager.list.getState();
  return ids.map((id) => scripted.manager.getUpload(id)?.getState().file.name);
}

describe('the resume banner', () => {
  it('goes on with all uploads whose files are chosen at once, and goes when none waits any more', async () => {
    await renderWaiting(['a.txt', 'b.txt', 'c.txt']);

    await choose([file('c.txt'), file('a.txt')]);
    const left = await banner('1 upload waits for its file');
    await choose([file('b.txt')]);

    expect([status('a.txt'), status('b.txt'), status('c.txt')]).toEqual(Array(3).fill('uploading'));
    await waitFor(() => expect(left.isConnected).toBe(false));
    expect(document.activeElement).not.toBe(document.body);
    expect(within(screen.getByRole('status')).getByText('2 uploads go on.')).toBeTruthy();
  });

  it('R-E6 names what fits no upload and says what is different, and uploads it as new when told so', async () => {
    const scripted = await renderWaiting(['a.txt']);

    await choose([file('a.txt', 'other content'), file('stranger.txt', 'longer content')]);
    expect(screen.getByText(/a\.txt.*: it had 7 bytes then and has 13 bytes now\./)).toBeTruthy();
    expect(screen.getByText(/stranger\.txt.*: no upload waits for it\./)).toBeTruthy();
    const before = namesIn(scripted);
    await userEvent.click(screen.getByRole('button', { name: 'Upload as new' }));

    expect(before).toEqual(['a.txt']);
    expect(namesIn(scripted)).toEqual(['a.txt', 'a.txt', 'stranger.txt']);
    expect(screen.queryByText(/no upload waits/)).toBeNull();
  });

  it('asks for access to all remembered files with one click', async () => {
    await renderWaiting(['a.txt', 'b.txt'], 'permission');

    const region = await banner('2 uploads wait for their files');
    await userEvent.click(within(region).getByRole('button', { name: 'Allow access' }));

    await waitFor(() => expect([status('a.txt'), status('b.txt')]).toEqual(['verifying', 'verifying']));
  });

  it('gives them all up when told so', async () => {
    const scripted = await renderWaiting(['a.txt', 'b.txt']);

    await userEvent.click(await screen.findByRole('button', { name: 'Discard them' }));

    expect(namesIn(scripted)).toEqual([]);
    expect(screen.queryByRole('region')).toBeNull();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose files' })),
    );
  });
});
