import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { ItemName } from './item-name.tsx';
import { ItemThumbnail } from './item-thumbnail.tsx';
import { UploadItem } from './upload-item.tsx';
import { UploadList } from './upload-list.tsx';

/** jsdom lays nothing out: the test says what comes near the view. */
const watched = new Map<Element, IntersectionObserverCallback>();
const urls = new Set<string>();

beforeEach(() => {
  watched.clear();
  urls.clear();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly callback: IntersectionObserverCallback;
      constructor(callback: IntersectionObserverCallback) {
        this.callback = callback;
      }
      observe(element: Element) {
        watched.set(element, this.callback);
      }
      disconnect() {
        for (const [element, callback] of watched) if (callback === this.callback) watched.delete(element);
      }
    },
  );
  let count = 0;
  URL.createObjectURL = () => {
    count += 1;
    const url = `blob:picture-${count}`;
    urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => void urls.delete(url);
});

afterEach(() => vi.unstubAllGlobals());

const renderRow = (id: string) => (
  <UploadItem id={id}>
    <ItemThumbnail maxSizeBytes={100}>no picture</ItemThumbnail>
    <ItemName />
  </UploadItem>
);

function add(file: File) {
  const rendered = renderUploads(<UploadList>{renderRow}</UploadList>);
  enact(() => rendered.scripted.manager.add([file]));
  return rendered;
}

const photo = () => new File(['picture'], 'photo.png', { type: 'image/png' });
const picture = () => document.querySelector('img');

function bringNear(isIntersecting: boolean) {
  act(() => {
    // Only what the part looks at.
    const entries = [{ isIntersecting }] as IntersectionObserverEntry[];
    for (const callback of watched.values()) callback(entries, {} as IntersectionObserver);
  });
}

describe('R-C14 the thumbnail of an image', () => {
  it('is read when the row comes near the view, and shown when it is there', () => {
    add(photo());
    const before = picture();

    bringNear(true);
    const isHidden = picture()?.hidden;
    fireEvent.load(picture() as HTMLImageElement);

    expect([before, isHidden, picture()?.hidden]).toEqual([null, true, false]);
    expect(screen.queryByText('no picture')).toBeNull();
  });

  it('is let go when the row leaves the view, and when it leaves the list', () => {
    const { scripted } = add(photo());
    bringNear(true);
    const held = urls.size;

    bringNear(false);
    const away = urls.size;
    bringNear(true);
    enact(() => scripted.manager.remove());

    expect([held, away, urls.size]).toEqual([1, 0, 0]);
  });

  it('is there for a file that is chosen again after a reload', () => {
    const file = photo();
    const { scripted } = renderUploads(<UploadList>{renderRow}</UploadList>);
    const id = enact(() =>
      scripted.put({
        name: file.name,
        sizeBytes: file.size,
        state: { status: 'needs-file', session: sampleSession, storedParts: [1], need: 'file', error: null },
      }),
    );
    bringNear(true);
    const before = picture();

    enact(() => scripted.manager.provideFile(id, file));
    bringNear(true);

    expect(before).toBeNull();
    expect(picture()).not.toBeNull();
  });

  it('gives way to what stands for it when the browser cannot show it', () => {
    add(photo());
    bringNear(true);

    fireEvent.error(picture() as HTMLImageElement);

    expect(screen.getByText('no picture')).toBeTruthy();
    expect(picture()).toBeNull();
  });

  it.each([
    ['is no image', new File(['x'], 'a.txt', { type: 'text/plain' })],
    ['is too large', new File(['x'.repeat(101)], 'a.png', { type: 'image/png' })],
  ])('is not even tried of a file that %s', (_, file) => {
    add(file);

    bringNear(true);

    expect(urls.size).toBe(0);
    expect(screen.getByText('no picture')).toBeTruthy();
  });
});
