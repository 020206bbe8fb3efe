import { UploadError } from '@holdfast/upload-manager';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { UploadClassNames } from '../../hooks/class-names.tsx';
import { endOfDay, startOfDay } from '../../parts/account/local-day.ts';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { enact } from '../../testing/enact.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { sampleEntry } from '../../testing/sample-states.ts';
import { HistoryTable } from './history-table.tsx';

function open(pageSize = 50) {
  const scripted = createScriptedManager();
  const entries = [
    sampleEntry('film.mp4'),
    sampleEntry('notes.txt', { status: 'failed' }),
    sampleEntry('old.png', { status: 'deleted' }),
  ];
  scripted.setHistory(entries, { pageSize });
  renderUploads(<HistoryTable />, scripted);
  return scripted;
}

const rowNames = () =>
  screen
    .queryAllByRole('rowheader')
    .map((cell) => cell.querySelector('[data-upload-part="file-name"]')?.textContent);

describe('the history table', () => {
  it('says what became of each upload, and how many there are', async () => {
    open();
    await screen.findByRole('table', { name: 'History' });

    const statuses = screen
      .getAllByRole('row')
      .map((row) => within(row).queryAllByRole('cell')[0]?.textContent);

    expect(rowNames()).toEqual(['film.mp4', 'notes.txt', 'old.png']);
    expect(statuses.slice(1)).toEqual(['Stored', 'Failed', 'Deleted']);
    expect(screen.getByText('3 uploads')).toBeTruthy();
  });

  it('looks for a name, tells who cannot see how many were found, and shows all again when asked to', async () => {
    open();
    await screen.findByRole('table');

    await userEvent.type(screen.getByRole('searchbox', { name: 'Name begins with' }), 'no{Enter}');
    await waitFor(() => expect(rowNames()).toEqual(['notes.txt']));
    const told = within(screen.getByRole('status')).getByText('1 upload');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));

    await waitFor(() => expect(rowNames()).toHaveLength(3));
    expect(told).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  });

  it('says that nothing matches, which is not the same as nothing at all', async () => {
    open();
    await screen.findByRole('table');

    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Being deleted');

    expect(await screen.findByText('Nothing matches these filters')).toBeTruthy();
    expect(screen.queryByText('No uploads yet')).toBeNull();
  });

  it('looks at whole days of the reader, and never at a span that ends before it begins', async () => {
    const scripted = open();
    await screen.findByRole('table');

    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-03-01' } });
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-03-05' } });
    await screen.findByRole('table');

    expect(scripted.historyFilters.at(-2)).toEqual({ to: endOfDay('2026-03-01') });
    expect(scripted.historyFilters.at(-1)).toEqual({
      from: startOfDay('2026-03-05'),
      to: endOfDay('2026-03-05'),
    });
    expect(screen.getByLabelText<HTMLInputElement>('To').value).toBe('2026-03-05');
  });

  it('keeps the first day while the year of the last one is being typed', async () => {
    const scripted = open();
    await screen.findByRole('table');
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-03-01' } });

    // What Chromium has after the first digit.
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '0002-03-05' } });
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-03-05' } });
    await screen.findByRole('table');

    expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe('2026-03-01');
    expect(scripted.historyFilters.at(-1)).toEqual({
      from: startOfDay('2026-03-01'),
      to: endOfDay('2026-03-05'),
    });
  });

  it('tells of each filter how much it found, and nothing of what comes and goes by itself', async () => {
    const scripted = open();
    await screen.findByRole('table');
    const status = screen.getByRole('combobox', { name: 'Status' });
    const announced = () => [...screen.getByRole('status').children].map(({ textContent }) => textContent);

    await userEvent.selectOptions(status, 'Failed');
    await waitFor(() => expect(rowNames()).toEqual(['notes.txt']));
    await userEvent.selectOptions(status, 'Deleted');
    await waitFor(() => expect(rowNames()).toEqual(['old.png']));
    scripted.setHistory(['a', 'b'].map((name) => sampleEntry(name, { status: 'deleted' })));
    // All that is shown is asked for anew.
    enact(() => scripted.manager.signedIn());
    await waitFor(() => expect(rowNames()).toEqual(['a', 'b']));

    expect(announced()).toEqual(['1 upload', '1 upload']);
  });

  it('draws no entry anew for a letter that is typed into a filter', async () => {
    const scripted = createScriptedManager();
    let readings = 0;
    const entry = Object.defineProperty({ ...sampleEntry('film.mp4') }, 'size_bytes', {
      get() {
        readings += 1;
        return 1000;
      },
    });
    scripted.setHistory([entry]);
    renderUploads(<HistoryTable />, scripted);
    await screen.findByRole('table');
    const before = readings;

    await userEvent.type(screen.getByRole('searchbox'), 'film');

    expect(readings).toBe(before);
  });

  it('fetches the next page when asked to', async () => {
    open(2);
    await screen.findByRole('table');

    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));

    await waitFor(() => expect(rowNames()).toHaveLength(3));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says why it could not be loaded, and tries again', async () => {
    const scripted = createScriptedManager();
    scripted.setHistory(new UploadError('network', 'no line'));
    renderUploads(<HistoryTable />, scripted);
    await screen.findByText(/The server cannot be reached/);
    scripted.setHistory([]);

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('No uploads yet')).toBeTruthy();
  });

  it('gives parts inside the block the classes of the app, by the names of the parts', async () => {
    const scripted = createScriptedManager();
    renderUploads(
      <UploadClassNames value={{ history: 'card', empty: 'outer' }}>
        <UploadClassNames value={{ empty: 'inner' }}>
          <HistoryTable />
        </UploadClassNames>
      </UploadClassNames>,
      scripted,
    );

    const empty = (await screen.findByText('No uploads yet')).parentElement;

    expect(empty?.className).toBe('inner');
    expect(screen.getByRole('region', { name: 'History' }).className).toBe('card');
  });
});
