import { expect, test } from './support/fixtures.ts';
import { chooseByKeyboard, listen, press, tabTo } from './support/keyboard.ts';

const mebibyte = 1024 * 1024;

/** Files that arrive within a moment are said together: how many at once is the network's business. */
const isNoArrival = (text: string) => !/uploaded\.$/.test(text);

test('R-F10 R-C14 everything about uploads is done with the keyboard alone, and said in order', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const film = await makeFile('film.bin', { sizeBytes: 40 * mebibyte, seed: 'film' });
  const note = await makeFile('note.bin', { sizeBytes: 100_000, seed: 'note' });
  const announced = await listen(page);
  await uploads.open();
  await uploads.limitSpeed(4 * mebibyte);

  const zone = page.getByRole('group', { name: 'Drop files or folders here' });
  await chooseByKeyboard(page, zone.getByRole('button', { name: 'Choose files' }), [film.path, note.path]);
  const row = uploads.row(film.name);
  await uploads.row(note.name).complete();

  await tabTo(page, row.button(/^Pause/));
  await page.keyboard.press('Space');
  await expect(row.status).toHaveText('Paused');
  await expect(row.button(/^Resume/)).toBeFocused();

  await tabTo(page, row.button(/^Edit details/));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('By the sea');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(row.button(/^Edit details/)).toBeFocused();

  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('listitem').last()).toContainText(film.name);
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: `Select ${film.name}` })).toBeChecked();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await uploads.limitSpeed(null);
  await row.button(/^Resume/).focus();
  await page.keyboard.press('p');
  await row.complete();
  await row.button(/^Remove/).focus();
  await page.keyboard.press('Delete');
  await expect(row.element).toHaveCount(0);
  await expect(uploads.row(note.name).element.locator(':focus')).toHaveCount(1);

  const record = (await stored.list()).find(({ file_name }) => file_name === film.name);
  expect(record?.metadata).toEqual({ title: 'By the sea' });
  const said = async () => (await announced()).filter((text) => !/%|uploaded so far/.test(text));
  // What happens at about the same time is said together, a moment later.
  await expect
    .poll(said)
    .toEqual([
      '2 files added.',
      `${note.name} uploaded.`,
      '1 file changed.',
      `${film.name} is number 2 of 2.`,
      `${film.name} uploaded.`,
    ]);
});

test('R-F10 R-C14 many uploads are selected, edited and removed with the keyboard alone', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const photos = await Promise.all(
    ['a.bin', 'b.bin', 'c.bin'].map((name) => makeFile(name, { sizeBytes: 50_000, seed: name })),
  );
  const announced = await listen(page);
  await uploads.open();
  await uploads.choose(photos.map(({ path }) => path));
  for (const { name } of photos) await uploads.row(name).complete();

  await tabTo(page, uploads.row('b.bin').button(/^Edit details/));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByRole('checkbox', { name: '3 selected' })).toBeChecked();
  await press(page, page.getByRole('button', { name: 'Edit details', exact: true }));
  const dialog = page.getByRole('dialog', { name: 'Details of 3 files' });
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('Harbour');
  await tabTo(page, dialog.getByLabel('License'));
  await page.keyboard.type('CC0');
  await press(page, dialog.getByRole('button', { name: 'Save' }));
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Edit details', exact: true })).toBeFocused();
  await expect
    .poll(async () => (await stored.list()).map(({ metadata }) => metadata))
    .toEqual(photos.map(() => ({ title: 'Harbour', license: 'cc0' })));

  await press(page, page.getByRole('button', { name: 'Remove', exact: true }));
  await expect(page.getByText('Nothing to upload yet')).toBeVisible();
  await expect(page.locator('main :focus')).toHaveCount(1);
  await expect
    .poll(async () => (await announced()).filter(isNoArrival))
    .toEqual(['3 files added.', '3 files changed.']);
});

test('R-F10 R-F1 uploads of an earlier visit go on with the keyboard alone, and what is chosen wrongly is said', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const film = await makeFile('film.bin', { sizeBytes: 40 * mebibyte, seed: 'film' });
  const other = await makeFile('other.bin', { sizeBytes: 50_000, seed: 'other' });
  const announced = await listen(page);
  await uploads.open();
  await uploads.limitSpeed(8 * mebibyte);
  await uploads.choose([film.path]);
  await uploads.row(film.name).reach(25);
  await page.reload();
  await uploads.limitSpeed(null);

  // What happens at about the same time is said together, a moment later.
  await expect.poll(announced).toEqual(['1 unfinished upload is back.']);
  const banner = page.getByRole('region', { name: '1 upload waits for its file' });
  const choose = banner.getByRole('button', { name: 'Choose files' });
  await chooseByKeyboard(page, choose, [other.path]);
  await expect(page.getByText('other.bin: no upload waits for it.')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Dismiss' }));
  await expect(page.getByText('other.bin: no upload waits for it.')).toBeHidden();
  await chooseByKeyboard(page, choose, [film.path]);
  await uploads.row(film.name).complete();

  expect((await stored.digest(film.name)).sha256).toBe(film.sha256);
  await expect
    .poll(async () => (await announced()).filter((text) => !/%|uploaded so far/.test(text)))
    .toEqual([
      '1 unfinished upload is back.',
      '1 file is not one that an upload waits for.',
      '1 upload goes on.',
      'film.bin uploaded.',
    ]);
});

test.describe('what the server refuses at first', () => {
  test.use({ expectsFailedRequests: true });

  test('R-F10 R-A6 R-A9 files in use, and all files of a reference, are deleted with the keyboard alone', async ({
    page,
    uploads,
    stored,
    makeFile,
  }) => {
    const photos = await Promise.all(
      ['a.bin', 'b.bin', 'shared.bin'].map((name) => makeFile(name, { sizeBytes: 50_000, seed: name })),
    );
    const announced = await listen(page);
    await uploads.open('?reference=step_media/step-7');
    await uploads.choose(photos.map(({ path }) => path));
    for (const { name } of photos) await uploads.row(name).complete();
    const shared = (await stored.list()).find(({ file_name }) => file_name === 'shared.bin');
    await stored.call('POST', `/api/files/${shared?.file_id}/references`, {
      reference_type: 'step_media',
      reference_id: 'step-8',
    });
    await press(page, page.getByRole('link', { name: 'Files', exact: true }));

    await press(page, page.getByRole('button', { name: 'Delete shared.bin' }));
    const dialog = page.getByRole('dialog');
    await press(page, dialog.getByRole('button', { name: 'Delete' }));
    await expect(dialog.getByText('It is used in 2 places:')).toBeVisible();
    await press(page, dialog.getByRole('button', { name: 'Delete anyway' }));
    await expect(dialog).toBeHidden();
    await expect(page.locator('[data-action="delete"]:focus')).toHaveCount(1);

    const uses = page.getByRole('navigation', { name: 'Files by what they are for' });
    await press(page, uses.getByRole('button', { name: /^step-7/ }));
    await press(page, page.getByRole('button', { name: 'Delete all files of Step media step-7' }));
    await expect(dialog.getByText('a.bin')).toBeVisible();
    await press(page, dialog.getByRole('button', { name: 'Delete all' }));
    await expect(dialog).toBeHidden();
    await expect(uses.getByRole('button', { name: 'All files' })).toBeFocused();

    await expect.poll(() => stored.list()).toEqual([]);
    await expect
      .poll(async () => (await announced()).filter(isNoArrival))
      .toEqual(['3 files added.', 'shared.bin deleted.', '2 files deleted.']);
  });
});

test('R-F10 R-D9 R-A12 the history is filtered, storage looked at and the plan changed with the keyboard alone', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const short = await makeFile('short.bin', { sizeBytes: 100_000, seed: 'short' });
  const long = await makeFile('long.bin', { sizeBytes: 100_000, seed: 'long' });
  const announced = await listen(page);
  await uploads.open();
  await uploads.choose([short.path, long.path]);
  await uploads.row(short.name).complete();
  await uploads.row(long.name).complete();

  await press(page, page.getByRole('link', { name: 'History' }));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await tabTo(page, page.getByLabel('Name begins with'));
  await page.keyboard.type('lo');
  await expect(page.getByRole('rowheader')).toHaveText([/long\.bin/]);
  await tabTo(page, page.getByLabel('Status'));
  await page.keyboard.type('Failed');
  await expect(page.getByText('Nothing matches these filters')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Clear filters' }));
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await tabTo(page, page.getByLabel('From'));
  // Month, day and year, as the browser's own field takes them.
  await page.keyboard.type('01012099');
  await expect(page.getByText('Nothing matches these filters')).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Storage' }));
  const byDay = page.getByRole('button', { name: 'Day' });
  await press(page, byDay);
  await expect(byDay).toHaveAttribute('aria-pressed', 'true');
  await press(page, page.getByText('Show as a table'));
  await expect(page.getByRole('table', { name: 'Day' }).getByRole('rowheader')).toHaveCount(1);

  await press(page, page.getByRole('link', { name: 'Plan', exact: true }));
  const chosen = page.getByRole('radio', { checked: true });
  await tabTo(page, chosen);
  await expect(chosen).toHaveAccessibleName('Free');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toHaveAccessibleName('Pro');
  const change = page.getByRole('region', { name: 'Plans' }).getByRole('button', { name: 'Change plan' });
  await press(page, change);
  const dialog = page.getByRole('dialog', { name: 'Change to the Pro plan?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(change).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, dialog.getByRole('button', { name: 'Change plan' }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Pro plan', { exact: true })).toBeVisible();
  await expect
    .poll(async () => (await announced()).filter(isNoArrival))
    .toEqual([
      '2 files added.',
      '1 upload',
      '0 uploads',
      '2 uploads',
      '0 uploads',
      'You are on the Pro plan now.',
    ]);
  await expect(page.locator('main :focus')).toHaveCount(1);
  expect((await stored.quota()).plan).toBe('pro');
});
