import { UploadManagerProvider } from '@holdfast/react-uploader';
import {
  createFakeFile,
  createTestUploadManager,
  pickFiles,
  uploadRow,
  uploadRows,
} from '@holdfast/react-uploader/testing';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MantineUploads } from './mantine.tsx';
import { MuiUploads } from './mui.tsx';
import { ReactAriaUploads } from './react-aria.tsx';
import { ShadcnUploads } from './shadcn.tsx';

const designSystems = [
  { name: 'MUI', Uploads: MuiUploads, mark: '.MuiButton-root' },
  {
    name: 'Mantine',
    Uploads: () => (
      <MantineProvider>
        <MantineUploads />
      </MantineProvider>
    ),
    mark: '.mantine-Button-root',
  },
  { name: 'React Aria', Uploads: ReactAriaUploads, mark: '.react-aria-Button' },
  { name: 'shadcn/ui', Uploads: ShadcnUploads, mark: '.bg-primary' },
];

beforeAll(() => {
  // Mantine asks for the colours of the system, and jsdom has none.
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});
afterEach(cleanup);

describe.each(designSystems)('the parts as components of $name', ({ Uploads, mark }) => {
  it('upload what is chosen, show how far it is, and take it off the list', async () => {
    const { backend, clock, manager } = createTestUploadManager();
    render(
      <UploadManagerProvider manager={manager}>
        <Uploads />
      </UploadManagerProvider>,
    );
    const parts = backend.holdBytes();
    const trigger = screen.getByRole('button', { name: 'Choose files' });

    await pickFiles(trigger, [createFakeFile({ name: 'film.mp4', sizeBytes: 40 * 1024 * 1024 })]);
    await clock.advance(1000);
    parts[0]?.progress(4 * 1024 * 1024);
    await clock.advance(1000);
    const halfway = uploadRow('film.mp4').percent;
    backend.releaseBytes();
    await clock.advance(60_000);
    const arrived = uploadRow('film.mp4').statusText;
    await userEvent.click(uploadRow('film.mp4').button('remove'));

    expect(trigger.matches(mark)).toBe(true);
    expect([halfway, arrived, uploadRows()]).toEqual([10, 'Uploaded', []]);
  });
});
