import { UploadManagerProvider, UploadPanel } from '@holdfast/react-uploader';
import {
  createFakeFile,
  createTestUploadManager,
  dropFiles,
  findAnnouncement,
  pickFiles,
  uploadRow,
} from '@holdfast/react-uploader/testing';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';

const mebibyte = 1024 * 1024;

afterEach(cleanup);

function openPage() {
  const test = createTestUploadManager();
  render(
    <UploadManagerProvider manager={test.manager}>
      <UploadPanel />
    </UploadManagerProvider>,
  );
  return test;
}

it('uploads a folder that is dropped, and goes on after a pause', async () => {
  const { backend, clock } = openPage();
  const parts = backend.holdBytes();
  const film = createFakeFile({ name: 'film.mp4', sizeBytes: 40 * mebibyte });

  await dropFiles(screen.getByRole('group'), { holiday: { day1: { 'film.mp4': film } } });
  await clock.advance(1000);
  parts[0]?.progress(4 * mebibyte);
  await clock.advance(1000);
  expect(uploadRow('film.mp4').percent).toBe(10);

  await userEvent.click(uploadRow('film.mp4').button('pause'));
  expect(uploadRow('film.mp4').statusText).toBe('Paused');

  await userEvent.click(uploadRow('film.mp4').button('resume'));
  backend.releaseBytes();
  await clock.advance(60_000);
  expect(uploadRow('film.mp4').statusText).toBe('Uploaded');
  await findAnnouncement('film.mp4 uploaded.');
});

it('says what to do when the workspace is full', async () => {
  const { backend, clock } = openPage();
  backend.refuse('film.mp4', {
    code: 'quota_exceeded',
    details: { limit_bytes: 1e9, used_bytes: 1e9, reserved_bytes: 0, requested_bytes: 4e7, plan: 'free' },
  });

  await pickFiles(screen.getByRole('button', { name: 'Choose files' }), [
    createFakeFile({ name: 'film.mp4', sizeBytes: 40 * mebibyte }),
  ]);
  await clock.advance(1000);

  expect(uploadRow('film.mp4').statusText).toMatch(/needs 40 MB more .* upgrade your plan/);
  expect(uploadRow('film.mp4').actions).toEqual(['retry', 'remove']);
});
