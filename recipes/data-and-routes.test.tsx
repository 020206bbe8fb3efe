import { UploadManagerProvider } from '@holdfast/react-uploader';
import { createFakeFile, createTestUploadManager, pickFiles } from '@holdfast/react-uploader/testing';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { createRoutes } from './react-router.tsx';
import { WorkspaceFiles } from './tanstack-query.tsx';

afterEach(cleanup);

it('TanStack Query fetches the files again when an upload arrives', async () => {
  const { clock, manager } = createTestUploadManager();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <UploadManagerProvider manager={manager}>
        <WorkspaceFiles />
      </UploadManagerProvider>
    </QueryClientProvider>,
  );
  const list = await screen.findByRole('list', { name: 'Files' });
  const before = within(list).queryAllByRole('listitem').length;

  await act(async () => void manager.add([createFakeFile({ name: 'film.mp4' })]));
  await clock.advance(10_000);

  expect(before).toBe(0);
  expect(await within(list).findByText('film.mp4')).toBeTruthy();
});

it('uploads go on while React Router shows another page', async () => {
  const { backend, clock, manager } = createTestUploadManager();
  const router = createMemoryRouter(createRoutes(manager), { initialEntries: ['/files'] });
  render(<RouterProvider router={router} />);
  backend.holdBytes();
  await pickFiles(await screen.findByRole('button', { name: 'Choose files' }), [
    createFakeFile({ name: 'film.mp4' }),
  ]);
  await clock.advance(1000);

  await userEvent.click(screen.getByRole('link', { name: 'Home' }));
  const onTheWay = await screen.findByText('1 on the way, 0 %');
  backend.releaseBytes();
  await clock.advance(10_000);

  expect(screen.getByRole('heading', { name: 'Home' })).toBeTruthy();
  expect(onTheWay.isConnected).toBe(false);
  expect(manager.list.getState().totals.completed).toBe(1);
});
