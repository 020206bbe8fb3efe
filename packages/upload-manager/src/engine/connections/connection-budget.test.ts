import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { type Connection, createConnectionBudget } from './connection-budget.ts';

const apiHost = 'api.test';

interface Given {
  readonly name: string;
  readonly connection: Connection;
}

function setUp({ most = 64 } = {}) {
  const clock = createManualClock();
  const budget = createConnectionBudget({ clock, most, apiHost });
  const open: Given[] = [];
  const ask = (
    name: string,
    { host = 'store.test', isSmall = false, signal = new AbortController().signal } = {},
  ) => {
    const uploadId = name.split('/')[0] ?? name;
    return budget.take({ host, uploadId, isSmall }, signal).then((connection) => {
      open.push({ name, connection });
    });
  };
  const end = async (name: string, outcome: 'stored' | 'refused' | 'failed' = 'stored') => {
    const index = open.findIndex((given) => given.name === name);
    open.splice(index, 1)[0]?.connection.release(outcome);
    await settled();
  };
  return { ask, budget, clock, end, names: () => open.map(({ name }) => name), open };
}

async function askAll(ask: (name: string) => Promise<void>, names: readonly string[]): Promise<void> {
  for (const name of names) void ask(name);
  await settled();
}

const parts = (upload: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${upload}/${index + 1}`);

describe('the connection budget (R-F4)', () => {
  it('gives a host the six connections a browser opens, and the backend’s own host five', async () => {
    const { ask, names } = setUp();

    await askAll(ask, parts('film', 8));
    expect(names()).toHaveLength(6);

    await askAll((name) => ask(name, { host: apiHost }), parts('other', 8));
    expect(names()).toHaveLength(11);
  });

  it('reckons with six connections to a host that is not known yet, and no more than the page allows', () => {
    expect(setUp().budget.width()).toBe(6);
    expect(setUp({ most: 4 }).budget.width()).toBe(4);
  });

  it('uses several host names side by side', async () => {
    const { ask, budget, names } = setUp();

    for (const host of ['one.test', 'two.test']) await askAll((name) => ask(name, { host }), parts(host, 8));

    expect(names()).toHaveLength(12);
    expect(budget.width()).toBe(12);
  });

  it('never goes beyond the page’s own limit, over all hosts, and hands a freed place to any of them', async () => {
    const { ask, end, names } = setUp({ most: 3 });
    await askAll((name) => ask(name, { host: 'one.test' }), parts('a', 3));
    await askAll((name) => ask(name, { host: 'two.test' }), parts('b', 3));
    expect(names()).toEqual(['a/1', 'a/2', 'a/3']);

    await end('a/2');

    expect(names()).toEqual(['a/1', 'a/3', 'b/1']);
  });

  it('lets small files pass the parts of a large one', async () => {
    const { ask, end, names } = setUp();
    await askAll(ask, parts('film', 8));
    await askAll((name) => ask(name, { isSmall: true }), ['note']);

    await end('film/1');

    expect(names()).toContain('note');
    expect(names()).not.toContain('film/7');
  });

  it('lets a large file go on with one connection, however many small ones come', async () => {
    const { ask, end, names } = setUp();
    await askAll((name) => ask(name, { isSmall: true }), parts('small', 200));
    await askAll(ask, parts('film', 8));

    for (let ended = 0; ended < 60; ended += 1) {
      const small = names().find((name) => name.startsWith('small'));
      if (small !== undefined) await end(small);
    }

    expect(names().filter((name) => name.startsWith('film'))).toEqual(['film/1']);
    expect(names()).toHaveLength(6);
  });

  it('shares the connections evenly among large files', async () => {
    const { ask, end, names } = setUp();
    await askAll(ask, parts('early', 20));
    await askAll(ask, [...parts('late', 20), ...parts('latest', 20)]);

    for (const name of parts('early', 6)) await end(name);

    const count = (upload: string) => names().filter((name) => name.startsWith(`${upload}/`)).length;
    expect([count('early'), count('late'), count('latest')]).toEqual([2, 2, 2]);
  });

  it('frees the place in the line of a request that is aborted, at once', async () => {
    const { ask, budget, end, names } = setUp({ most: 1 });
    const pausing = new AbortController();
    await askAll(ask, ['film/1']);
    const paused = ask('paused/1', { signal: pausing.signal }).catch((reason: unknown) => reason);
    await askAll(ask, ['next/1']);

    pausing.abort(new Error('paused'));
    expect(await paused).toEqual(new Error('paused'));
    await end('film/1');

    expect(names()).toEqual(['next/1']);
    expect(budget.isSaturated()).toBe(false);
  });

  it('halves once for all the requests that one refusal caught, and climbs back', async () => {
    const { ask, budget, clock, end, names } = setUp();
    await askAll(ask, parts('film', 40));
    await clock.advance(1);

    for (const name of parts('film', 6)) await end(name, 'refused');
    expect(budget.width()).toBe(6);
    expect(names()).toHaveLength(3);

    for (let ended = 0; ended < 40; ended += 1) {
      const [oldest] = names();
      if (oldest === undefined) break;
      await clock.advance(1);
      await end(oldest);
      if (ended === 20) expect(names()).toHaveLength(6);
    }
  });

  it('begins anew with a host that was left alone for a minute', async () => {
    const { ask, clock, end, names } = setUp();
    await askAll(ask, parts('film', 6));
    await clock.advance(1);
    for (const name of parts('film', 6)) await end(name, 'refused');

    await clock.advance(60_001);
    await askAll(ask, parts('next', 8));

    expect(names()).toHaveLength(6);
  });

  it('opens more streams where a host speaks HTTP/2', async () => {
    const { ask, end, names, open } = setUp();
    await askAll(ask, parts('film', 20));

    open[0]?.connection.spoke('h2');
    await end('film/1');

    expect(names()).toHaveLength(12);
  });

  it('uses one connection on a line that one fills', async () => {
    const { ask, clock, end, names, open } = setUp();
    await askAll(ask, parts('film', 200));

    for (let tick = 0; tick < 3000; tick += 1) {
      await clock.advance(100);
      for (const { connection } of open) connection.moved(2000 / open.length);
      const [oldest] = names();
      if (tick % 50 === 0 && oldest !== undefined) await end(oldest);
    }

    expect(names()).toHaveLength(1);
  });

  it('never leaks a connection, whatever happens to those who hold one', async () => {
    const action = fc.record({
      kind: fc.constantFrom('ask', 'end', 'abort'),
      pick: fc.nat(),
      isSmall: fc.boolean(),
      outcome: fc.constantFrom('stored' as const, 'refused' as const, 'failed' as const),
      host: fc.constantFrom('one.test', 'two.test', apiHost),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 120 }), async (actions) => {
        const { ask, budget, names, open } = setUp({ most: 7 });
        const waiting: AbortController[] = [];
        let asked = 0;
        for (const { host, isSmall, kind, outcome, pick } of actions) {
          if (kind === 'ask') {
            const controller = new AbortController();
            waiting.push(controller);
            asked += 1;
            ask(`u${pick % 3}/${asked}`, { host, isSmall, signal: controller.signal }).catch(() => undefined);
          } else if (kind === 'abort') waiting[pick % Math.max(1, waiting.length)]?.abort(new Error('away'));
          else open.splice(pick % Math.max(1, open.length), 1)[0]?.connection.release(outcome);
          await settled();
          expect(open.length).toBeLessThanOrEqual(7);
        }
        for (const controller of waiting) controller.abort(new Error('away'));
        for (const { connection } of open.splice(0)) connection.release('stored');
        await settled();
        expect(budget.isSaturated()).toBe(false);

        // Whatever was refused before: at least one connection to each host can be had again.
        for (const host of ['one.test', 'two.test', apiHost]) void ask(`after/${host}`, { host });
        await settled();
        expect(names()).toHaveLength(3);
      }),
      { numRuns: 60 },
    );
  });
});
