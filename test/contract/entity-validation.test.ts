import { entity } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, createClient, ok, problem } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A member of a request, and whether an entity can have it. */
interface Choice {
  readonly value: unknown;
  readonly isSound: boolean;
}
const sound = (value: unknown): Choice => ({ value, isSound: true });
const wrong = (value: unknown): Choice => ({ value, isSound: false });

const rootKind = 'walkthrough';
const kind = fc.oneof(
  fc.constant(sound(rootKind)),
  fc
    .stringMatching(/^[a-z][a-z0-9_-]{0,63}$/)
    .filter((text) => text !== 'workspace')
    .map(sound),
  fc
    .constantFrom<Json>(
      '',
      'workspace',
      'Step',
      '1st',
      '-a',
      'a b',
      'ä',
      'step\n',
      'a'.repeat(65),
      null,
      7,
      {},
    )
    .map(wrong),
);

/** What stands for the id of an entity that is there. */
const root = Symbol('root');
const parentId = fc.oneof(
  fc.constantFrom(null, root).map(sound),
  fc.constantFrom<Json>('', 'x'.repeat(201), 7, []).map(wrong),
);

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'));
const reserved = ['__proto__', 'constructor', 'prototype'];
const name = text.filter((value) => !reserved.includes(value));
const { tree } = fc.letrec<{ tree: Json; object: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true),
    fc.array(tie('tree'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
}));
const members = fc.dictionary(name, tree, { maxKeys: 5 });

/** As deep as a body may be: it and its attributes are two of the 32 levels. */
const maxLevels = 30;
const maxText = 'x'.repeat(256 * 1024 - '{"a":""}'.length);

function nested(value: Json, levels: number): Json {
  return levels === 0 ? value : { inside: nested(value, levels - 1) };
}

/** What attributes may hold nowhere: text no database takes, names of JavaScript's own, more levels or bytes than allowed. */
const poison = fc.oneof(
  // Too much under the shortest name too, which is none.
  fc.constantFrom<Json>('\0', 'a\0b', '\ud800', { 'a\0b': 1 }, `${maxText}xx`, nested(1, maxLevels + 1)),
  // Assigning to `__proto__` would make no member.
  fc.constantFrom(...reserved).map((own): Json => JSON.parse(`{"${own}":{"admin":true}}`)),
);
const attributes = fc.oneof(
  members.map(sound),
  fc.constantFrom<Json>(null, [], [{}], 'text', 7, true).map(wrong),
  fc
    .tuple(members, name, poison, fc.nat(5))
    .map(([around, at, bad, levels]) => wrong({ ...around, [at]: nested(bad, levels) })),
);

const request = fc.record({ kind, parent_id: parentId, attributes }, { requiredKeys: [] });

/** The limits themselves, once each: what is kept of them makes every later look at the rows slow. */
const limitCases = [
  sound({ a: nested(1, maxLevels) }),
  wrong({ a: nested(1, maxLevels + 1) }),
  wrong({ a: `${maxText}x` }),
  sound({ a: maxText }),
].map((choice): [{ kind: Choice; attributes: Choice }] => [{ kind: sound(rootKind), attributes: choice }]);

describe('R-D12 entity validation', () => {
  let host: TestHost;
  let rootId: string;
  beforeAll(async () => {
    host = await inProcess.start({ settings: { defaultPlan: 'unlimited' } });
    const body = { kind: rootKind, attributes: {} };
    rootId = ok(entity, await createClient(host).call('POST', '/api/entities', { body })).id;
  });
  afterAll(() => host.close());

  const call = (method: string, path: string, body?: unknown) =>
    createClient(host).call(method, path, body === undefined ? {} : { body });

  /** A sound request is kept as it was sent; one that is not is refused, and changes nothing. */
  async function requireVerdict(
    isSound: boolean,
    send: () => Promise<Answer>,
    sent: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const before = await host.rows();
    const answer = await send();
    if (!isSound) {
      expect(problem(answer)).toMatchObject({ status: 400, code: 'invalid_request' });
      expect(await host.rows()).toBe(before);
      return;
    }
    const saved = ok(entity, answer);
    expect(saved).toMatchObject({ kind: sent.kind ?? rootKind, parent_id: sent.parent_id ?? null });
    // JSON has no negative zero.
    expect(saved.attributes).toEqual(JSON.parse(JSON.stringify(sent.attributes)));
    expect(ok(entity, await call('GET', `/api/entities/${saved.id}`))).toEqual(saved);
  }

  it('takes every sound entity as it is and no other, to make one and to change one', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (chosen) => {
        const sent = Object.fromEntries(
          Object.entries(chosen).map(([member, choice]) => [
            member,
            choice?.value === root ? rootId : choice?.value,
          ]),
        );
        const hasAttributes = chosen.attributes?.isSound === true;
        const canBeMade =
          hasAttributes && chosen.kind?.isSound === true && chosen.parent_id?.isSound !== false;
        // Kind and parent stay what they are, and may come along as they are.
        const staysInPlace =
          (sent.kind === undefined || sent.kind === rootKind) && (sent.parent_id ?? null) === null;

        await requireVerdict(canBeMade, () => call('POST', '/api/entities', sent), sent);
        await requireVerdict(
          hasAttributes && staysInPlace,
          () => call('PUT', `/api/entities/${rootId}`, sent),
          sent,
        );
      }),
      { numRuns: 200, examples: limitCases },
    );
  }, 60_000);
});
