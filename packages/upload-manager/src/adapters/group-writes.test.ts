import { describe, expect, it } from 'vitest';
import { settled } from '../testing/index.ts';
import { groupWrites } from './group-writes.ts';

/** A store in memory whose transactions the test ends. */
function setUp() {
  const records = new Map<string, unknown>();
  const transactions: { readonly keys: readonly string[]; end(error?: Error): Promise<void> }[] = [];
  const update = groupWrites((writes) => {
    for (const { change, fail, key } of writes) {
      try {
        records.set(key, change(records.get(key)));
      } catch (error) {
        fail(error);
      }
    }
    return new Promise((resolve, reject) => {
      transactions.push({
        keys: writes.map(({ key }) => key),
        end(error) {
          if (error === undefined) resolve();
          else reject(error);
          return settled();
        },
      });
    });
  });
  return { records, transactions, update };
}

const keysOf = (transactions: ReturnType<typeof setUp>['transactions']) =>
  transactions.map(({ keys }) => keys);

describe('writes in groups (R-F7)', () => {
  it('writes at once what comes alone, and together what comes meanwhile', async () => {
    const { transactions, update } = setUp();

    void update('a', () => 1);
    expect(keysOf(transactions)).toEqual([['a']]);
    for (const key of ['b', 'c', 'd']) void update(key, () => 1);
    await transactions[0]?.end();

    expect(keysOf(transactions)).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('changes no record twice in a step, and keeps the order of its changes', async () => {
    const { records, transactions, update } = setUp();
    void update('other', () => 0);

    void update('a', () => ['saved']);
    void update('b', () => ['saved']);
    void update('a', (current) => [current, 'forgotten']);
    for (const index of [0, 1, 2]) await transactions[index]?.end();

    expect(keysOf(transactions)).toEqual([['other'], ['a', 'b'], ['a']]);
    expect(records.get('a')).toEqual([['saved'], 'forgotten']);
  });

  it('tells each change when its own step is over, not before', async () => {
    const { transactions, update } = setUp();
    const ended: string[] = [];
    void update('a', () => 1).then(() => ended.push('a'));
    void update('b', () => 1).then(() => ended.push('b'));

    await transactions[0]?.end();
    expect(ended).toEqual(['a']);

    await transactions[1]?.end();
    expect(ended).toEqual(['a', 'b']);
  });

  it('refuses a record that cannot be written and writes the others of its group', async () => {
    const { records, transactions, update } = setUp();
    void update('first', () => 1);
    const refused = update('a', () => {
      throw new Error('cannot be cloned');
    });
    const written = update('b', () => 1);

    const refusal = expect(refused).rejects.toThrow('cannot be cloned');
    for (const index of [0, 1]) await transactions[index]?.end();

    await refusal;
    await expect(written).resolves.toBeUndefined();
    expect(records.get('b')).toBe(1);
  });

  it('fails a group whose step failed, and goes on with the next', async () => {
    const { transactions, update } = setUp();
    const failing = update('a', () => 1);
    const next = update('b', () => 1);

    const failure = expect(failing).rejects.toThrow('full');
    await transactions[0]?.end(new Error('full'));
    await transactions[1]?.end();

    await failure;
    await expect(next).resolves.toBeUndefined();
  });
});
