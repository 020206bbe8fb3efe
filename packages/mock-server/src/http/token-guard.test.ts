import { expect, it } from 'vitest';
import { defaultSettings } from '../domain/settings.ts';
import { createTokenGuard } from './token-guard.ts';

function guardAt(wrongTokensPerMinute: number) {
  let nowMs = 0;
  const settings = { ...defaultSettings, wrongTokensPerMinute };
  const guard = createTokenGuard({ clock: { now: () => nowMs }, settings });
  return {
    guard,
    advance(ms: number) {
      nowMs += ms;
    },
    async refuse(address: string, count: number) {
      for (let time = 0; time < count; time += 1) (await guard.begin(address, `wrong-${time}`)).refused();
    },
  };
}

it('A4 makes an address wait that tried too many wrong tokens, and no other one', async () => {
  const { guard, advance, refuse } = guardAt(6);
  await refuse('10.0.0.1', 6);

  await expect(guard.begin('10.0.0.1', 'right')).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 10,
  });
  await expect(guard.begin('10.0.0.2', 'right')).resolves.toBeDefined();
  advance(10_000);
  await expect(guard.begin('10.0.0.1', 'right')).resolves.toBeDefined();
});

it('a token that was good from an address is good from there, and nowhere else, whatever others try', async () => {
  const { guard, refuse } = guardAt(2);
  (await guard.begin('10.0.0.1', 'right')).accepted();
  await refuse('10.0.0.1', 2);
  await refuse('10.0.0.2', 2);

  await expect(guard.begin('10.0.0.1', 'right')).resolves.toBeDefined();
  await expect(guard.begin('10.0.0.2', 'right')).rejects.toMatchObject({ code: 'rate_limited' });
});

it('good tokens cost nothing', async () => {
  const { guard } = guardAt(1);

  for (let time = 0; time < 20; time += 1) (await guard.begin('10.0.0.1', `right-${time}`)).accepted();

  await expect(guard.begin('10.0.0.1', 'another')).resolves.toBeDefined();
});
