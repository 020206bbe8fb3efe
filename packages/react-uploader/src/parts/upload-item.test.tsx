import { UploadError, type UploadState } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Profiler, type ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { UploadRow } from '../blocks/upload-row.tsx';
import { completedState } from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { ItemName } from './item-name.tsx';
import { ItemParts } from './item-parts.tsx';
import { ItemPercent } from './item-percent.tsx';
import { ItemProgress } from './item-progress.tsx';
import { ItemStatus } from './item-status.tsx';
import { UploadItem } from './upload-item.tsx';
import { UploadList } from './upload-list.tsx';

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [], wait: null };
const renders = new Map<string, number>();

/** Everything of a row that follows the progress, and a count of how often React rendered any of it. */
const renderCountedRow = (id: string): ReactElement => (
  <Profiler id={id} onRender={() => renders.set(id, (renders.get(id) ?? 0) + 1)}>
    <UploadItem id={id}>
      <ItemName />
      <ItemPercent />
      <ItemProgress />
      <ItemParts />
      <ItemStatus />
    </UploadItem>
  </Profiler>
);

function renderRows() {
  renders.clear();
  return renderUploads(<UploadList>{renderCountedRow}</UploadList>);
}

describe('a row of the list', () => {
  it('R-F7 is not rendered by 100 progress ticks, and shows each of them', () => {
    const { scripted } = renderRows();
    const id = enact(() => scripted.put({ name: 'film.mp4', state: uploading }));
    const before = renders.get(id);
    const bar = screen.getByRole('progressbar', { name: 'film.mp4' });
    const shown: (string | null)[] = [];

    enact(() => {
      for (let tick = 1; tick <= 100; tick += 1) {
        scripted.tick(id, {
          sentBytes: Math.min(1, (tick + 0.5) / 100) * sampleSession.fileSize,
          inFlight: [{ partNumber: 1, sentBytes: tick, sizeBytes: 100 }],
        });
        shown.push(bar.getAttribute('aria-valuenow'));
      }
    });

    expect(renders.get(id)).toBe(before);
    expect(shown).toEqual(Array.from({ length: 100 }, (_, index) => String(Math.min(99, index + 1))));
    expect(bar.style.getPropertyValue('--upload-progress')).toBe('1');
  });

  it('R-F7 is not rendered when a part is stored', () => {
    const { scripted } = renderRows();
    const id = enact(() => scripted.put({ name: 'film.mp4', state: uploading }));
    const before = renders.get(id);

    enact(() => {
      for (const storedParts of [[1], [1, 2], [1, 2, 3]]) scripted.move(id, { ...uploading, storedParts });
    });

    expect(renders.get(id)).toBe(before);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('0%, 3 of 5 parts');
  });

  it('R-F7 is not rendered when others come and go', () => {
    const { scripted } = renderRows();
    const id = enact(() => scripted.put({ name: 'stays.txt' }));
    const before = renders.get(id);

    const other = enact(() => scripted.put({ name: 'goes.txt' }));
    enact(() => scripted.manager.remove(other));

    expect(renders.get(id)).toBe(before);
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });

  it('draws each part, and the one on its way as far as it is', () => {
    const { scripted } = renderRows();
    const id = enact(() => scripted.put({ name: 'film.mp4', state: { ...uploading, storedParts: [1] } }));

    enact(() => scripted.tick(id, { inFlight: [{ partNumber: 2, sentBytes: 5, sizeBytes: 10 }] }));

    const pieces = [...document.querySelectorAll<HTMLElement>('[data-upload-part="item-part"]')];
    expect(pieces.map((piece) => piece.dataset.state)).toEqual([
      'stored',
      'sending',
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect(pieces.map((piece) => piece.style.getPropertyValue('--upload-part-progress'))).toEqual([
      '1.000',
      '0.500',
      '0.000',
      '0.000',
      '0.000',
    ]);
  });

  it('shows an upload that was already under way when the list was mounted', () => {
    const first = renderRows();
    enact(() =>
      first.scripted.put({
        name: 'film.mp4',
        state: uploading,
        progress: { sentBytes: sampleSession.fileSize / 2 },
      }),
    );
    first.unmount();

    renderUploads(<UploadList>{renderCountedRow}</UploadList>, first.scripted);

    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
    expect(screen.getByText('50%')).toBeTruthy();
  });

  it('says nothing of percent while the size is unknown', () => {
    const { scripted } = renderRows();
    const [id = ''] = enact(() => scripted.manager.add([new File([], 'unknown.bin')]));

    enact(() => scripted.move(id, { status: 'preparing' }));
    enact(() => scripted.setSize(id, null));

    const bar = screen.getByRole('progressbar', { name: 'unknown.bin' });
    expect(bar.hasAttribute('aria-valuenow')).toBe(false);
    expect(bar.hasAttribute('data-indeterminate')).toBe(true);
  });

  it('carries its state as data attributes', () => {
    const { scripted } = renderRows();
    const id = enact(() => scripted.put({ name: 'film.mp4', state: uploading }));
    const row = screen.getByRole('listitem', { name: 'film.mp4' });
    const sending = { ...row.dataset };

    enact(() => scripted.move(id, { ...uploading, wait: { reason: 'offline', until: null, error: null } }));
    const waiting = { ...row.dataset };
    enact(() => scripted.move(id, completedState('film.mp4')));

    expect(sending).toEqual({ uploadPart: 'item', uploadId: id, status: 'uploading', multipart: '' });
    expect(waiting).toEqual({
      uploadPart: 'item',
      uploadId: id,
      status: 'uploading',
      multipart: '',
      wait: 'offline',
    });
    expect({ ...row.dataset }).toEqual({ uploadPart: 'item', uploadId: id, status: 'completed' });
  });

  it('lets go of every subscription when it is unmounted', async () => {
    const { scripted, unmount } = renderRows();
    enact(() => scripted.put({ name: 'film.mp4', state: uploading }));

    unmount();
    await Promise.resolve();

    expect(scripted.countListeners()).toBe(0);
    expect(scripted.countSubscriptions()).toBe(0);
  });
});

describe('what a person can do about a failure', () => {
  it.each([
    ['internal_error', 'retry'],
    ['quota_exceeded', 'free-space'],
    ['file_too_large', 'upgrade'],
  ] as const)('is on the row, so that the matching button can stand out: %s, %s', (code, action) => {
    const { scripted } = renderRows();
    const error = new UploadError(code, 'x');

    enact(() =>
      scripted.put({ name: 'a.txt', state: { status: 'failed', error, session: null, storedParts: [] } }),
    );

    expect(screen.getByRole('listitem').dataset.errorAction).toBe(action);
  });
});

describe('the status of an upload', () => {
  const parts = { session: sampleSession, storedParts: [] };
  const cases: readonly (readonly [string, UploadState])[] = [
    ['Reading the file', { status: 'preparing' }],
    ['Waiting for its turn', { status: 'queued' }],
    ['Starting', { status: 'initiating', wait: null }],
    ['Asking the server what it already has', { status: 'restoring', session: sampleSession, wait: null }],
    ['Choose the same file again to go on', { status: 'needs-file', need: 'file', error: null, ...parts }],
    [
      'Allow access to the file to go on',
      { status: 'needs-file', need: 'permission', error: null, ...parts },
    ],
    ['Comparing with what was sent before', { status: 'verifying', ...parts }],
    ['Uploading', uploading],
    [
      'You are offline. It goes on when the connection is back',
      { ...uploading, wait: { reason: 'offline', until: null, error: null } },
    ],
    ['Connection trouble. Trying again', { ...uploading, wait: { reason: 'retry', until: 0, error: null } }],
    ['Paused', { status: 'paused', ...parts }],
    ['Finishing', { status: 'completing', session: sampleSession, wait: null }],
    ['Uploaded', completedState('film.mp4')],
    ['Cancelled', { status: 'cancelled' }],
  ];

  it.each(cases)('reads «%s»', (text, state) => {
    const { scripted } = renderUploads(<UploadList>{renderCountedRow}</UploadList>);

    enact(() => scripted.put({ name: 'film.mp4', state }));

    expect(within(screen.getByRole('listitem')).getByText(text)).toBeTruthy();
  });

  const refusals: readonly (readonly [string, UploadError])[] = [
    [
      'This file needs 600 bytes more than your storage has left of 1 kB. Delete files you no longer need, or upgrade your plan.',
      new UploadError('quota_exceeded', 'x', {
        httpStatus: 402,
        details: { limit_bytes: 1000, used_bytes: 800, reserved_bytes: 0, requested_bytes: 800 },
      }),
    ],
    [
      'This upload was ended somewhere else. Start it again if you still need it.',
      new UploadError('session_state_conflict', 'x', { httpStatus: 409 }),
    ],
    [
      'This file is too large: your plan allows up to 2 GB per file. Choose a smaller file, or upgrade your plan.',
      new UploadError('file_too_large', 'x', { httpStatus: 413, details: { max_file_bytes: 2_000_000_000 } }),
    ],
  ];

  it.each(refusals)('R-E6 says what to do next: %s', (text, error) => {
    const { scripted } = renderUploads(<UploadList>{renderCountedRow}</UploadList>);

    enact(() =>
      scripted.put({ name: 'film.mp4', state: { status: 'failed', error, session: null, storedParts: [] } }),
    );

    expect(within(screen.getByRole('listitem')).getByText(text).dataset.error).toBe(error.code);
  });

  it('counts down to the next attempt', () => {
    const { scripted } = renderUploads(<UploadList>{renderCountedRow}</UploadList>);
    const wait = { reason: 'retry', until: Date.now() + 60_000, error: null } as const;

    enact(() => scripted.put({ name: 'film.mp4', state: { ...uploading, wait } }));

    expect(screen.getByText(/^Connection trouble\. Trying again in (1 min|60 sec)$/)).toBeTruthy();
  });
});

describe('an upload that another page works on', () => {
  it('says so, and is taken over with one click', async () => {
    const { scripted } = renderUploads(<UploadList>{(id) => <UploadRow id={id} />}</UploadList>);
    enact(() => scripted.put({ name: 'film.mp4', state: uploading, owner: 'other-page' }));
    const row = screen.getByRole('listitem', { name: 'film.mp4' });
    const before = [row.dataset.owner, within(row).queryByText('Another tab works on it') !== null];

    await userEvent.click(within(row).getByRole('button', { name: 'Continue film.mp4 in this tab' }));

    expect(before).toEqual(['other-page', true]);
    await waitFor(() => expect(row.dataset.owner).toBe(undefined));
    expect(within(row).queryByText('Another tab works on it')).toBeNull();
  });

  it('says nothing of it once it is over', () => {
    const { scripted } = renderUploads(<UploadList>{(id) => <UploadRow id={id} />}</UploadList>);

    enact(() => scripted.put({ name: 'a.txt', state: completedState('a.txt'), owner: 'other-page' }));

    expect(screen.queryByText('Another tab works on it')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Continue a.txt in this tab' })).toBeNull();
  });
});
