import { createMockUploads } from '@holdfast/mock-server/msw/node';
import { UploadManagerProvider, UploadPanel } from '@holdfast/react-uploader';
import { pickFiles, uploadRow } from '@holdfast/react-uploader/testing';
import { createUploadManager } from '@holdfast/upload-manager';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

const baseUrl = 'https://uploads.test';
const uploads = await createMockUploads({ baseUrl });
const server = setupServer(...uploads.handlers);

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(cleanup);
afterAll(async () => {
  server.close();
  await uploads.close();
});

it('uploads over the network, against everything the backend checks', async () => {
  const manager = createUploadManager({ baseUrl });
  render(
    <UploadManagerProvider manager={manager}>
      <UploadPanel />
    </UploadManagerProvider>,
  );

  await pickFiles(screen.getByRole('button', { name: 'Choose files' }), [new File(['Hello'], 'hello.txt')]);
  await waitFor(() => expect(uploadRow('hello.txt').statusText).toBe('Uploaded'), { timeout: 20_000 });

  const { items } = await manager.listFiles();
  expect(items.map(({ file_name, size_bytes }) => [file_name, size_bytes])).toEqual([['hello.txt', 5]]);
  manager.destroy();
}, 30_000);
