import { describe, expect, it } from 'vitest';
import type { SessionRepository } from '../../ports/session-repository.ts';
import { createEngineFixture, film, note } from '../../testing/engine-fixture.ts';
import { createTestBrowser } from '../../testing/index.ts';

const { openPage } = createEngineFixture();

/** A page that counts how often its records are changed. */
function page() {
  const browser = createTestBrowser();
  const counts = { changes: 0 };
  const repository: SessionRepository = {
    ...browser.repository,
    update(key, change) {
      counts.changes += 1;
      return browser.repository.update(key, change);
    },
  };
  const names = async () =>
    (await browser.repository.list()).map((record) => (record as { file: { name: string } }).file.name);
  return { ...openPage(browser, {}, { repository }), counts, names };
}

const notes = (count: number) => Array.from({ length: count }, (_, index) => note(`note-${index}.txt`));

describe('the records of sessions (R-F1)', () => {
  it('are not written for small files that are through in a moment, however many they are', async () => {
    const { clock, counts, ends, manager } = page();

    manager.add(notes(300));
    await clock.advance(1999);
    expect(ends).toHaveLength(300);
    await clock.advance(60_000);

    expect(counts.changes).toBe(0);
  });

  it('are written once for a small file that takes longer, and taken away when it is through', async () => {
    const { backend, clock, counts, ends, manager, names } = page();
    backend.holdBytes();

    manager.add([note()]);
    await clock.advance(5000);
    expect([await names(), counts.changes]).toEqual([['note.txt'], 1]);
    backend.releaseBytes();
    await clock.advance(60_000);

    expect([await names(), counts.changes, ends]).toEqual([[], 2, ['completed note.txt']]);
  });

  it('are written at once for a small file that is paused, and for a large one', async () => {
    const { backend, clock, manager, names } = page();
    backend.holdBytes();
    const [id = ''] = manager.add([note(), film()]);
    await clock.advance(1000);
    expect(await names()).toEqual(['film.mp4']);

    manager.pause(id);
    await clock.advance(0);

    expect((await names()).sort()).toEqual(['film.mp4', 'note.txt']);
  });

  it('are written at once when the manager is destroyed: the next page goes on with them', async () => {
    const { backend, clock, manager, names } = page();
    backend.holdBytes();
    manager.add([note()]);
    await clock.advance(1000);
    expect(await names()).toEqual([]);

    manager.destroy();
    await clock.advance(0);

    expect(await names()).toEqual(['note.txt']);
  });

  it('are forgotten with the user who signs out, the unwritten ones too', async () => {
    const { backend, clock, manager, names } = page();
    backend.holdBytes();
    manager.add([note()]);
    await clock.advance(1000);

    void manager.signOut();
    await clock.advance(60_000);

    expect(await names()).toEqual([]);
  });
});
