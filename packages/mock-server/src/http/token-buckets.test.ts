import { expect, it } from 'vitest';
import { createTokenBuckets } from './token-buckets.ts';

function testClock() {
  let nowMs = 1_000_000;
  return {
    now: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

it('lets a full bucket be spent at once, then as fast as it refills', () => {
  const clock = testClock();
  const buckets = createTokenBuckets({ perMinute: 60, clock });

  const spent = Array.from({ length: 60 }, () => buckets.take('a'));
  const refused = buckets.take('a');
  clock.advance(1000);

  expect(spent.every((wait) => wait === 0)).toBe(true);
  expect(refused).toBe(1);
  expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 1]);
});

it('says how long to wait for what was asked, and a refusal costs nothing', () => {
  const clock = testClock();
  const buckets = createTokenBuckets({ perMinute: 60, clock });
  buckets.take('a', 60);

  expect([buckets.take('a', 30), buckets.take('a', 30)]).toEqual([30, 30]);
  clock.advance(30_000);
  expect(buckets.take('a', 30)).toBe(0);
});

it('keys do not spend for each other', () => {
  const buckets = createTokenBuckets({ perMinute: 1, clock: testClock() });
  buckets.take('a');

  expect([buckets.take('a'), buckets.take('b')]).toEqual([60, 0]);
});

it('what asks for more than a bucket holds passes when the bucket is full', () => {
  const buckets = createTokenBuckets({ perMinute: 5, clock: testClock() });

  expect([buckets.take('a', 50), buckets.take('a')]).toEqual([0, 12]);
});

it('draining never goes below nothing', () => {
  const clock = testClock();
  const buckets = createTokenBuckets({ perMinute: 60, clock });

  buckets.drain('a', 1000);
  clock.advance(1000);

  expect(buckets.take('a')).toBe(0);
});

it('a clock that was put back refills nothing', () => {
  const clock = testClock();
  const buckets = createTokenBuckets({ perMinute: 1, clock });
  buckets.take('a');

  clock.advance(-3_600_000);

  expect(buckets.take('a')).toBe(60);
});

it('I9 keeps no more keys than it may: the one that was quiet the longest is forgotten', () => {
  const buckets = createTokenBuckets({ perMinute: 1, clock: testClock(), maxKeys: 2 });
  for (const key of ['a', 'b', 'a', 'c']) buckets.take(key);

  expect([buckets.take('a'), buckets.take('c'), buckets.take('b')]).toEqual([60, 60, 0]);
});
