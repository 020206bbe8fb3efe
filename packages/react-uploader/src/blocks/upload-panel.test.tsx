import { UploadError, type UploadState } from '@holdfast/upload-manager';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { UploadManagerProvider } from '../hooks/upload-manager-provider.tsx';
import {
  completedState,
  createScriptedManager,
  type ScriptedManager,
} from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { createTransfer } from '../testing/file-drops.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { UploadPanel } from './upload-panel.tsx';

const file = (name: string, content = 'content') => new File([content], name);
const row = (name: string) => screen.getByRole('listitem', { name });
const button = (name: string) => screen.getByRole('button', { name });
const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [], wait: null };

function fileInput(): HTMLInputElement {
  const input = document.querySelector<HTMLInputElement>('[data-upload-part="drop-zone"] input');
  if (input === null) throw new Error('There is no file input');
  return input;
}

/** The state of an upload that an earlier page left behind. */
function waitingFor(need: 'file' | 'permission'): UploadState {
  return { status: 'needs-file', session: sampleSession, storedParts: [1, 2], need, error: null };
}

describe('the upload panel', () => {
  it('goes from nothing to a list of what was chosen, once in strict mode', async () => {
    renderUploads(<UploadPanel />);
    const before = screen.getByText('Nothing to upload yet');

    await userEvent.upload(fileInput(), [file('a.txt'), file('b.txt')]);

    expect(before.isConnected).toBe(false);
    expect(screen.getAllByRole('listitem')).toEqual([row('a.txt'), row('b.txt')]);
  });

  it('tells people that they may leave', () => {
    renderUploads(<UploadPanel />);

    expect(screen.getByRole('group', { description: /You may close this tab at any time/ })).toBeTruthy();
  });

  it('pauses and resumes one upload with one button that keeps the focus', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4', state: uploading }));
    button('Pause film.mp4').focus();

    await userEvent.keyboard('{Enter}');
    const paused = document.activeElement;
    await userEvent.keyboard('{Enter}');

    expect(paused).toBe(document.activeElement);
    expect(document.activeElement).toBe(button('Pause film.mp4'));
    expect(within(row('film.mp4')).getByText('Waiting for its turn')).toBeTruthy();
  });

  it('pauses all, resumes all, and clears what is finished but not what failed', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const error = new UploadError('internal_error', 'x');
    enact(() => {
      scripted.put({ name: 'a.txt', state: uploading });
      scripted.put({ name: 'b.txt', state: uploading });
      scripted.put({ name: 'done.txt', state: completedState('done.txt') });
      scripted.put({ name: 'cancelled.txt', state: { status: 'cancelled' } });
      scripted.put({
        name: 'failed.txt',
        state: { status: 'failed', error, session: null, storedParts: [] },
      });
    });

    await userEvent.click(button('Pause all'));
    const paused = [row('a.txt'), row('b.txt')].map((item) => item.dataset.status);
    await userEvent.click(button('Resume all'));
    const resumed = [row('a.txt'), row('b.txt')].map((item) => item.dataset.status);
    await userEvent.click(button('Clear finished'));

    expect([paused, resumed]).toEqual([
      ['paused', 'paused'],
      ['queued', 'queued'],
    ]);
    expect(screen.getAllByRole('listitem')).toEqual([row('a.txt'), row('b.txt'), row('failed.txt')]);
    expect(document.activeElement).toBe(button('Clear finished'));
    expect(button('Clear finished').getAttribute('aria-disabled')).toBe('true');
  });

  it('describes the buttons of a row with its status, so that a reader of «Try again» hears why', () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const error = new UploadError('timeout', 'x');

    enact(() =>
      scripted.put({ name: 'a.txt', state: { status: 'failed', error, session: null, storedParts: [] } }),
    );

    const description = 'The server did not answer in time. Try again.';
    expect(screen.getByRole('button', { name: 'Try again a.txt', description })).toBeTruthy();
  });

  it('R-E6 offers no «Try again» where no retry could mend it, such as a name that is too long', () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const error = new UploadError('invalid_request', 'x', {
      retryable: false,
      details: { issues: [{ path: 'file_name', message: 'Invalid length' }] },
    });

    enact(() =>
      scripted.put({ name: 'a.txt', state: { status: 'failed', error, session: null, storedParts: [] } }),
    );

    const failed = within(row('a.txt'));
    expect(failed.getByText(/it may have up to 1,024 characters\. Rename the file/)).toBeTruthy();
    expect(failed.getAllByRole('button').map(({ textContent, title }) => title || textContent)).toEqual([
      'Remove a.txt from the list',
    ]);
  });

  it('retries what failed', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const error = new UploadError('internal_error', 'x');
    enact(() =>
      scripted.put({ name: 'a.txt', state: { status: 'failed', error, session: null, storedParts: [] } }),
    );

    await userEvent.click(button('Try again a.txt'));

    expect(row('a.txt').dataset.status).toBe('queued');
  });

  it('adds up all uploads by their bytes and never says 100 % before all are done', () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const bar = () => screen.getByRole('progressbar', { name: 'All uploads' });
    const [small, large] = enact(() => [
      scripted.put({ name: 'small.txt', sizeBytes: 100, state: uploading, progress: { sentBytes: 100 } }),
      scripted.put({ name: 'large.txt', sizeBytes: 900, state: uploading, progress: { sentBytes: 350 } }),
    ]);
    const halfWay = bar().getAttribute('aria-valuenow');

    enact(() => scripted.tick(large ?? '', { sentBytes: 900 }));
    const allSent = bar().getAttribute('aria-valuenow');
    enact(() => {
      scripted.move(small ?? '', completedState('small.txt'));
      scripted.move(large ?? '', completedState('large.txt'));
    });

    expect([halfWay, allSent, bar().getAttribute('aria-valuenow')]).toEqual(['45', '99', '100']);
    expect(screen.getByText('2 files uploaded')).toBeTruthy();
  });

  it('says how fast it goes and how long it takes', () => {
    const { scripted } = renderUploads(<UploadPanel />);

    enact(() => {
      scripted.put({
        name: 'a.txt',
        sizeBytes: 100_000_000,
        state: uploading,
        progress: { sentBytes: 40_000_000 },
      });
      scripted.setSpeed(2_000_000);
    });

    expect(screen.getByText('40 MB of 100 MB · 2 MB/s · 30 sec left')).toBeTruthy();
  });
});

describe('what the panel owns up to', () => {
  it('names the dropped files it could not read, until it is told that this was seen', async () => {
    const locked = file('locked.db');
    renderUploads(<UploadPanel />);

    fireEvent.drop(screen.getByRole('group'), {
      dataTransfer: createTransfer(
        { folder: { 'locked.db': locked, 'a.txt': file('a.txt') } },
        { unreadable: [locked] },
      ),
    });
    const named = await screen.findByText('folder/locked.db');
    const spoken = within(screen.getByRole('status')).getByText(/^1 dropped file could not be read/);
    await userEvent.click(button('Dismiss'));

    expect(spoken).toBeTruthy();
    expect(named.isConnected).toBe(false);
    expect(screen.getAllByRole('listitem')).toEqual([row('a.txt')]);
  });

  it('does not promise that people may leave where the browser keeps nothing', () => {
    const { scripted } = renderUploads(<UploadPanel />);

    enact(() => scripted.warn(new UploadError('storage_blocked', 'x')));

    expect(screen.queryByText(/You may close this tab/)).toBeNull();
    expect(screen.getByRole('group', { description: /uploads cannot go on after you close/ })).toBeTruthy();
  });

  it('does not blame one manager for what happened to another', () => {
    const blocked = createScriptedManager();
    const page = ({ manager }: ScriptedManager) => (
      <UploadManagerProvider manager={manager}>
        <UploadPanel />
      </UploadManagerProvider>
    );
    const { rerender } = render(page(blocked));
    enact(() => blocked.warn(new UploadError('storage_blocked', 'x')));

    rerender(page(createScriptedManager()));

    expect(screen.getByRole('group', { description: /You may close this tab/ })).toBeTruthy();
  });

  it('names two files that have one path, of two folders of one name, both', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
    const locked = [file('locked.db'), file('locked.db')];
    renderUploads(<UploadPanel />);

    fireEvent.drop(screen.getByRole('group'), {
      dataTransfer: createTransfer(locked, { unreadable: locked }),
    });

    expect(await screen.findAllByText('locked.db')).toHaveLength(2);
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});

describe('an upload that waits for its file', () => {
  it('goes on when the same file is chosen from its row', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4', sizeBytes: 7, state: waitingFor('file') }));
    const input = row('film.mp4').querySelector('input');

    await userEvent.upload(input ?? fileInput(), file('film.mp4'));

    expect(row('film.mp4').dataset.status).toBe('uploading');
  });

  it('goes on when the same file comes through the drop zone, and does not become a second upload', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4', sizeBytes: 7, state: waitingFor('file') }));

    await userEvent.upload(fileInput(), file('film.mp4'));

    expect(screen.getAllByRole('listitem')).toEqual([row('film.mp4')]);
    expect(row('film.mp4').dataset.status).toBe('uploading');
  });

  it('R-E6 refuses another file, says so, and still waits', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4', sizeBytes: 7, state: waitingFor('file') }));
    const input = row('film.mp4').querySelector('input');

    await userEvent.upload(input ?? fileInput(), file('another.mp4'));

    expect(within(row('film.mp4')).getByText(/This is not the same file as before/)).toBeTruthy();
    expect(button('Choose file film.mp4 again')).toBeTruthy();
  });

  it('goes on with one click where the browser kept the handle', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4', state: waitingFor('permission') }));

    await userEvent.click(button('Allow access to film.mp4'));

    await waitFor(() => expect(row('film.mp4').dataset.status).toBe('verifying'));
  });
});
