import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { UploadRow } from '../blocks/upload-row.tsx';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { UploadList } from './upload-list.tsx';

/** jsdom lays nothing out, so rows keep the height they are guessed to have. */
const rowPx = 88;
const names = (count: number) => Array.from({ length: count }, (_, index) => `file-${index + 1}.bin`);
const renderRow = (id: string) => <UploadRow id={id} />;

let scrolledPx = 0;

beforeEach(() => {
  scrolledPx = 0;
  vi.spyOn(HTMLUListElement.prototype, 'getBoundingClientRect').mockImplementation(
    () => ({ top: -scrolledPx, bottom: 0 }) as DOMRect,
  );
});

afterEach(() => vi.restoreAllMocks());

function renderList(count: number) {
  const { scripted } = renderUploads(<UploadList>{renderRow}</UploadList>);
  enact(() => scripted.manager.add(names(count).map((name) => new File(['x'], name))));
  return scripted;
}

/** Scrolls something around the list: such an event does not bubble. */
function scrollToRow(row: number) {
  scrolledPx = row * rowPx;
  fireEvent.scroll(document.body);
}

const rows = () => screen.getAllByRole('listitem');
const namesOf = (elements: readonly HTMLElement[]) =>
  elements.map((element) => element.querySelector('[data-upload-part="item-name"]')?.textContent);
const gaps = () => [...document.querySelectorAll<HTMLElement>('[data-upload-part="list-gap"]')];

describe('a long list', () => {
  it('R-F7 has fewer than 60 of its 5,000 rows on the page, wherever it is scrolled to', () => {
    renderList(5000);
    const counts: number[] = [];

    for (const row of [0, 1, 17, 2500, 4990, 5000, 0]) {
      scrollToRow(row);
      counts.push(document.querySelectorAll('li').length);
    }

    expect(counts.every((count) => count > 8 && count < 60)).toBe(true);
  });

  it('R-F7 shows the rows that are scrolled to, each with its place among all', () => {
    renderList(5000);

    scrollToRow(2500);

    const row = screen.getByRole('listitem', { name: 'file-2501.bin' });
    expect([row.ariaPosInSet, row.ariaSetSize]).toEqual(['2501', '5000']);
    expect(namesOf(rows())).not.toContain('file-1.bin');
  });

  it('is as high as if all rows were there', () => {
    renderList(5000);

    const heights = [0, 300, 4999].map((row) => {
      scrollToRow(row);
      const gapsPx = gaps().reduce((sum, gap) => sum + Number.parseFloat(gap.style.blockSize), 0);
      return gapsPx + rows().length * rowPx;
    });

    expect(heights).toEqual([5000 * rowPx, 5000 * rowPx, 5000 * rowPx]);
  });

  it('keeps the row with the keyboard focus on the page, and its neighbours for the Tab key', () => {
    renderList(5000);
    scrollToRow(100);
    const pause = screen.getByRole('button', { name: 'Pause file-101.bin' });
    enact(() => pause.focus());

    scrollToRow(4000);
    const kept = namesOf(rows()).slice(0, 3);
    const isFocused = document.activeElement === pause;
    enact(() => pause.blur());
    scrollToRow(4001);

    expect(kept).toEqual(['file-100.bin', 'file-101.bin', 'file-102.bin']);
    expect(isFocused).toBe(true);
    expect(pause.isConnected).toBe(false);
  });

  it('keeps the focus, and what is drawn of the rows in sight, when it becomes so long that not all are on the page', () => {
    const { manager } = renderList(200);
    const pause = screen.getByRole('button', { name: 'Pause file-150.bin' });
    enact(() => pause.focus());
    const [first] = rows();

    enact(() => manager.add(names(1000).map((name) => new File(['x'], `more-${name}`))));

    expect([gaps().length > 0, document.activeElement === pause, rows()[0] === first]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('follows when rows are removed while it is scrolled to the end', () => {
    const { manager } = renderList(5000);
    scrollToRow(4990);

    enact(() => manager.remove(manager.list.getState().ids.slice(300)));

    expect(namesOf(rows()).at(-1)).toBe('file-300.bin');
  });

  it('has all rows, and says nothing of places, up to 200', () => {
    renderList(200);

    expect(rows().length).toBe(200);
    expect([gaps().length, rows()[0]?.ariaPosInSet]).toEqual([0, null]);
  });

  it('adds 5,000 rows with one rendering of the rows in sight', () => {
    const drawn: string[] = [];
    const countRow = (id: string) => {
      drawn.push(id);
      return <UploadRow id={id} />;
    };
    const { scripted } = renderUploads(<UploadList>{countRow}</UploadList>);

    enact(() => scripted.manager.add(names(5000).map((name) => new File(['x'], name))));

    // Strict mode draws everything twice; none is drawn that is not there afterwards.
    expect(drawn.length / 2).toBe(rows().length);
    expect(rows().length).toBeLessThan(60);
  });

  it('R-F7 does the same work for 5,000 rows that are added as for 300: it asks about those in sight, and looks at the page as often', () => {
    const workFor = (count: number) => {
      const { scripted, unmount } = renderUploads(<UploadPanel />);
      const asked = vi.spyOn(scripted.manager, 'getUpload');
      const styles = vi.spyOn(window, 'getComputedStyle').mockClear();
      const places = vi.spyOn(HTMLUListElement.prototype, 'getBoundingClientRect').mockClear();

      enact(() => scripted.manager.add(names(count).map((name) => new File(['x'], name))));

      const idsAskedAbout = new Set(asked.mock.calls.map(([id]) => id)).size;
      const work = { idsAskedAbout, looks: places.mock.calls.length, styles: styles.mock.calls.length };
      unmount();
      return work;
    };

    const few = workFor(300);
    const many = workFor(5000);

    expect(many).toEqual(few);
    expect(many.looks).toBeGreaterThan(0);
    expect(many.idsAskedAbout).toBeLessThan(60);
  });

  it('R-F7 draws only the rows that come while it is scrolled', () => {
    const drawn: string[] = [];
    const countRow = (id: string) => {
      drawn.push(id);
      return <UploadRow id={id} />;
    };
    const { scripted } = renderUploads(<UploadList>{countRow}</UploadList>);
    enact(() => scripted.manager.add(names(5000).map((name) => new File(['x'], name))));
    const before = new Set(drawn);
    drawn.length = 0;

    for (let row = 0; row <= 16; row += 1) scrollToRow(row);

    // Sixteen rows came, and strict mode draws each twice.
    expect(drawn.length / 2).toBe(16);
    expect(drawn.filter((id) => before.has(id))).toEqual([]);
  });

  it('draws no row anew when others come', () => {
    const drawn: string[] = [];
    const countRow = (id: string) => {
      drawn.push(id);
      return <UploadRow id={id} />;
    };
    const { scripted } = renderUploads(<UploadList>{countRow}</UploadList>);
    enact(() => scripted.manager.add(names(5000).map((name) => new File(['x'], name))));
    drawn.length = 0;

    enact(() => scripted.manager.add([new File(['x'], 'one-more.bin')]));

    expect(drawn).toEqual([]);
    expect(within(rows()[0] as HTMLElement).getByText('file-1.bin')).toBeTruthy();
  });
});
