import { UploadError, type UploadErrorCode, type UploadState } from '@holdfast/upload-manager';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderUploads } from '../testing/render-uploads.tsx';
import { RejectedNotice } from './rejected-notice.tsx';

function failedWith(code: UploadErrorCode, details = {}): UploadState {
  return { status: 'failed', error: new UploadError(code, 'x', { details }), session: null, storedParts: [] };
}

describe('the notice of files that were not taken', () => {
  it('R-E6 names each with its reason, and leaves out what failed on its way', async () => {
    const { scripted } = renderUploads(<RejectedNotice />);

    await act(async () => {
      scripted.put({ name: 'fine.png' });
      scripted.put({
        name: 'song.mp3',
        state: failedWith('type_not_allowed', { allowed_types: ['image/*'] }),
      });
      scripted.put({
        name: 'huge.png',
        state: failedWith('size_not_allowed', { max_file_bytes: 5_000_000 }),
      });
      scripted.put({ name: 'unlucky.png', state: failedWith('network') });
    });

    expect(screen.getByText('2 files were not taken')).toBeTruthy();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/song\.mp3.*: Files of this type are not accepted/),
      expect.stringMatching(/huge\.png.*up to 5 MB/),
    ]);
  });

  it('names five, counts the rest, and takes all of them out of the list when it is put away', async () => {
    const { scripted } = renderUploads(<RejectedNotice />);
    await act(async () => {
      scripted.put({ name: 'fine.png' });
      for (let index = 1; index <= 7; index += 1) {
        scripted.put({ name: `song-${index}.mp3`, state: failedWith('type_not_allowed') });
      }
    });

    const shown = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));

    expect([shown.length, shown.at(-1)]).toEqual([6, 'and 2 more']);
    expect(scripted.manager.list.getState().ids.length).toBe(1);
    await waitFor(() => expect(screen.queryByText(/were not taken/)).toBeNull());
  });

  it('goes by itself when they leave the list another way', async () => {
    const { scripted } = renderUploads(<RejectedNotice />);
    const id = await act(async () => scripted.put({ name: 'a.mp3', state: failedWith('file_refused') }));
    const shown = screen.getByText('1 file was not taken');

    await act(async () => scripted.manager.remove(id));

    expect(shown.isConnected).toBe(false);
  });
});
