import { describe, expect, it } from 'vitest';
import { shareRuns } from './share-runs.ts';

/** Runs that end when the test says so. */
function createRuns() {
  const begun: { readonly key: string; end(): void; fail(error: Error): void }[] = [];
  const run = (key: string) =>
    new Promise<void>((resolve, reject) => {
      begun.push({ key, end: resolve, fail: reject });
    });
  return { begun, share: shareRuns(run) };
}

describe('shareRuns', () => {
  it('answers all who asked during a run by the one that begins after it, and by no earlier one', async () => {
    const { begun, share } = createRuns();
    const answered: string[] = [];
    const asked = ['first', 'second', 'third'].map((name) => share('a').then(() => answered.push(name)));

    begun[0]?.end();
    await asked[0];
    expect([answered, begun.length]).toEqual([['first'], 2]);
    begun[1]?.end();
    await Promise.all(asked);

    expect([answered, begun.length]).toEqual([['first', 'second', 'third'], 2]);
  });

  it('begins at once for another key, and again for a key whose run has ended', async () => {
    const { begun, share } = createRuns();
    const first = share('a');
    void share('b');
    begun[0]?.end();
    await first;
    void share('a');

    expect(begun.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
  });

  it('tells a failure to those who asked for that run, and begins the next one all the same', async () => {
    const { begun, share } = createRuns();
    const failing = share('a');
    const next = share('a');
    begun[0]?.fail(new Error('The disk is away'));

    await expect(failing).rejects.toThrow('The disk is away');
    begun[1]?.end();
    await expect(next).resolves.toBeUndefined();
  });
});
