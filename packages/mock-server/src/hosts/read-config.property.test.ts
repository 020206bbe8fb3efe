import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';

const owner = { tenant_id: 't', user_id: 'u', workspace_ids: ['w'], permissions: ['*'] };
const word = fc.stringMatching(/^[a-z]{1,12}$/);
const host = word.map((name) => `${name}.example.com`);
const numberFrom = (min: number, max: number) => fc.integer({ min, max }).map(String);

/** Values of one variable that can be started with, and values that cannot. */
interface Values {
  readonly good: fc.Arbitrary<string>;
  readonly bad: fc.Arbitrary<string>;
}

const flag: Values = {
  good: fc.constantFrom('true', 'false', '1', '0'),
  bad: fc.constantFrom('yes', 'on', 'TRUE'),
};
const variables: ReadonlyMap<string, Values> = new Map([
  [
    'PORT',
    { good: numberFrom(0, 65_535), bad: fc.oneof(numberFrom(65_536, 99_999), numberFrom(-99, -1), word) },
  ],
  ['HOST', { good: host, bad: word.map((name) => `${name} ${name}`) }],
  [
    'PUBLIC_URL',
    {
      good: host.map((name) => `https://${name}`),
      bad: fc.oneof(
        host,
        host.map((name) => `https://${name}/path`),
      ),
    },
  ],
  [
    'DATABASE_URL',
    { good: word.map((name) => `sqlite:${name}.db`), bad: fc.oneof(word, fc.constant('sqlite:')) },
  ],
  ['STORAGE_ROOT', { good: word, bad: fc.constant('') }],
  ['SIGNING_SECRET', { good: fc.constant('s'.repeat(40)), bad: fc.stringMatching(/^[a-z]{1,31}$/) }],
  [
    'AUTH_TOKENS',
    {
      good: word.map((token) => JSON.stringify({ [`t-${token}`]: owner })),
      bad: fc.oneof(
        fc.constant('{'),
        fc.constantFrom('{"__proto__":{}}', JSON.stringify({ prototype: owner })),
        word.map((name) => JSON.stringify({ [name]: { ...owner, workspace_ids: [] } })),
        word.map((name) => JSON.stringify({ [`${name} ${name}`]: owner })),
      ),
    },
  ],
  [
    'CORS_ORIGINS',
    { good: host.map((name) => `https://${name},http://${name}`), bad: fc.constantFrom('*', 'a.example') },
  ],
  [
    'ALLOWED_TYPES',
    { good: fc.constantFrom('image/*', 'image/png, text/plain'), bad: fc.constantFrom('image', '*/*x') },
  ],
  ['SESSION_IDLE_HOURS', { good: numberFrom(1, 100), bad: fc.oneof(word, fc.constant('0')) }],
  ['SESSION_MAX_HOURS', { good: numberFrom(100, 999), bad: fc.oneof(word, fc.constant('-1')) }],
  ['MAX_OPEN_UPLOADS', { good: numberFrom(1, 1_000_000), bad: fc.constantFrom('0', '1.5', 'many') }],
  ['SHUTDOWN_GRACE_SECONDS', { good: numberFrom(0, 3600), bad: fc.constantFrom('-1', '4000', 'soon') }],
  ['DEMO', flag],
  ['FAULTS', flag],
]);

/** A variable with no value counts as one left out, so an empty bad value is none. */
const environment = fc.record(
  Object.fromEntries(
    [...variables].map(([name, { good, bad }]) => [
      name,
      fc.oneof(
        good.map((value) => ({ value, isWrong: false })),
        bad.map((value) => ({ value, isWrong: value !== '' })),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

it('R-D12 configuration: starts with every good environment, and names exactly the variables that are wrong in any other', async () => {
  await fc.assert(
    fc.asyncProperty(environment, async (chosen) => {
      const entries = Object.entries(chosen).flatMap(([name, choice]) =>
        choice ? [{ name, ...choice }] : [],
      );
      const values = entries.map(({ name, value }) => [name, value]);
      const wrong = entries.flatMap(({ name, isWrong }) => (isWrong ? [name] : []));

      const named = await readConfig(Object.fromEntries(values)).then(
        () => [],
        (error: unknown) => {
          if (!(error instanceof ConfigError)) throw error;
          return error.issues.map(({ name }) => name);
        },
      );

      expect([...new Set(named)].sort()).toEqual(wrong.sort());
    }),
    { numRuns: 300 },
  );
});
