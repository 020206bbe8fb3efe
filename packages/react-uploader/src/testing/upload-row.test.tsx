import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { useUpload } from '../hooks/use-upload.ts';
import { ItemName } from '../parts/item-name.tsx';
import { UploadItem } from '../parts/upload-item.tsx';
import { useUploadItem } from '../parts/upload-item-context.ts';
import { UploadList } from '../parts/upload-list.tsx';
import { enact } from './enact.ts';
import { uploadRow, uploadRows } from './index.ts';
import { renderUploads } from './render-uploads.tsx';

function OwnName() {
  const { id, nameId } = useUploadItem();
  return <b id={nameId}>{useUpload(id, ({ file }) => file.name)}</b>;
}

describe('R-F9 a row in a test of the user', () => {
  it('tells what the page shows at the moment it is asked', () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const id = enact(() => scripted.put({ name: 'film.mp4', sizeBytes: 100 }));
    const row = uploadRow('film.mp4');
    const before = [row.status, row.statusText, row.percent, row.actions];

    enact(() => scripted.move(id, { status: 'paused', session: null, storedParts: [] }));
    enact(() => scripted.tick(id, { sentBytes: 40 }));

    expect(before).toEqual(['queued', 'Waiting for its turn', 0, ['pause', 'cancel']]);
    expect([row.status, row.statusText, row.percent, row.actions]).toEqual([
      'paused',
      'Paused',
      40,
      ['resume', 'cancel'],
    ]);
  });

  it('gives the button for an action, and says which there are when it has none for it', () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4' }));

    const { button } = uploadRow('film.mp4');

    expect(button('pause')).toBe(screen.getByRole('button', { name: 'Pause film.mp4' }));
    expect(() => button('retry')).toThrow(
      'The row of "film.mp4" has no button "retry", only: pause, cancel.',
    );
  });

  it('says nothing where the row shows nothing', () => {
    const { scripted } = renderUploads(
      <UploadList>
        {(id) => (
          <UploadItem id={id}>
            <ItemName />
          </UploadItem>
        )}
      </UploadList>,
    );
    enact(() => scripted.put({ name: 'film.mp4' }));

    const { statusText, percent, actions } = uploadRow('film.mp4');

    expect([statusText, percent, actions]).toEqual([null, null, []]);
  });

  it.each([
    ['with an element of its own', {}],
    ['with a label', { 'aria-labelledby': undefined, 'aria-label': 'film.mp4' }],
  ])('is found where the page names it %s instead of an ItemName', (_, label) => {
    const { scripted } = renderUploads(
      <UploadList>
        {(id) => (
          <UploadItem id={id} {...label}>
            <OwnName />
          </UploadItem>
        )}
      </UploadList>,
    );
    enact(() => scripted.put({ name: 'film.mp4', state: { status: 'cancelled' } }));

    expect(uploadRow('film.mp4').status).toBe('cancelled');
  });

  it('is refused with what to do when rows have no name', () => {
    const { scripted } = renderUploads(<UploadList>{(id) => <UploadItem id={id} />}</UploadList>);
    enact(() => scripted.put({ name: 'film.mp4' }));

    expect(() => uploadRow('film.mp4')).toThrow(
      'Rows on the page: one without a name (for screen readers too: put <ItemName /> into it, or give an element of yours the nameId of useUploadItem()).',
    );
  });

  it('is refused, with the names that are there, when there is not exactly one', () => {
    const { scripted } = renderUploads(<UploadPanel />);
    for (const name of ['a.txt', 'b.txt', 'b.txt']) enact(() => scripted.put({ name }));

    expect(() => uploadRow('c.txt')).toThrow(
      '0 upload rows are called "c.txt". Rows on the page: a.txt, b.txt, b.txt.',
    );
    expect(() => uploadRow('b.txt')).toThrow('2 upload rows are called "b.txt".');
    expect(uploadRows().map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'b.txt']);
    expect(uploadRows({ within: screen.getByRole('status') })).toEqual([]);
  });
});
