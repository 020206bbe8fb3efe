import {
  auditEventList,
  cascadeResult,
  type Entity,
  entity,
  entityList,
  referencedFileList,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { operatorToken } from './principals.ts';

describe.each(hostKinds)('entities on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start({ settings: { defaultPlan: 'unlimited' } });
  });
  afterEach(() => host.close());

  const client = (who: 'alice' | 'carol' | 'bob' | 'reader' = 'alice') => createClient(host, who);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    client().call('POST', '/api/entities', { body, headers });
  const make = async (attributes: object = {}, fields: object = {}): Promise<Entity> =>
    ok(entity, await post({ kind: 'walkthrough', attributes, ...fields }));
  const put = (id: string, body: object) => client().call('PUT', `/api/entities/${id}`, { body });
  const save = async (id: string, attributes: object) => ok(entity, await put(id, { attributes }));
  const drop = async (id: string) =>
    ok(cascadeResult, await client().call('DELETE', `/api/entities/${id}?permanent=true`)).deleted_files;
  const list = async (query = '') => ok(entityList, await client().call('GET', `/api/entities${query}`));
  const upload = async (size = 3) => client().upload(testBytes(size));
  const statusOf = async (fileId: string) => {
    const [row] = await host.query<{ status: string }>(`select status from files where id = '${fileId}'`);
    return row?.status;
  };
  const codes = (answers: readonly Answer[]) => answers.map((answer) => problem(answer).code);

  it('R-A9 attributes refer to files by URL, by id and in text, each for what it is there', async () => {
    const files = [];
    for (let index = 0; index < 6; index += 1) files.push(await upload());
    const [icon, media, block, inText, byId, logo] = files;

    const made = await make({
      icon_url: icon?.url,
      steps: [{ title: 'First', media: { items: [{ src: `${media?.url}?t=token#top` }] } }],
      content: { blocks: [{ type: 'image', image: { url: block?.url } }] },
      description: `<p>See <img src="${inText?.url}"> and (${inText?.url}).</p>`,
      attachments: [{ file_id: byId?.file_id }, { file_id: 'unknown' }],
      brand: { logo: logo?.url },
      link: 'https://example.com/page',
    });

    const roles = await host.query<{ file_id: string; reference_type: string }>(
      `select file_id, reference_type from file_references where reference_id = '${made.id}' and origin = 'entity'`,
    );
    const byFile = new Map(roles.map(({ file_id, reference_type }) => [file_id, reference_type]));
    expect(files.map(({ file_id }) => byFile.get(file_id))).toEqual([
      'walkthrough_icon',
      'step_media',
      'block_image',
      'entity:walkthrough',
      'entity:walkthrough',
      'walkthrough_logo',
    ]);
    expect(roles.length).toBe(6);
    expect(made.file_ids).toEqual(files.map(({ file_id }) => file_id).toSorted());
    const listed = await client().call('GET', `/api/references/step_media/${made.id}/files`);
    expect(ok(referencedFileList, listed).items.map(({ file_id }) => file_id)).toEqual([media?.file_id]);
  });

  it('R-A9 saving again adds and removes references to match, and deletes nothing', async () => {
    const [one, two] = [await upload(), await upload()];
    const made = await make({ icon: one.url });

    const saved = await save(made.id, { icon: two.url, gallery: [two.url] });

    expect(saved).toMatchObject({ id: made.id, file_ids: [two.file_id], attributes: { icon: two.url } });
    expect(await statusOf(one.file_id)).toBe('active');
    expect(await drop(made.id)).toBe(1);
    expect([await statusOf(one.file_id), await statusOf(two.file_id)]).toEqual(['active', 'deleted']);
  });

  it('R-A9 a file two entities use goes with the last of them', async () => {
    const [shared, own] = [await upload(10), await upload(20)];
    const first = await make({ icon: shared.url, media: own.url });
    const second = await make({ blocks: [{ file_id: shared.file_id }] }, { kind: 'step' });
    const refusal = await client().call('DELETE', `/api/files/${shared.file_id}`);

    expect(problem(refusal)).toMatchObject({ code: 'file_in_use', reference_count: 2 });
    expect(await drop(first.id)).toBe(1);
    expect(await statusOf(shared.file_id)).toBe('active');
    expect(await drop(second.id)).toBe(1);
    expect(await statusOf(shared.file_id)).toBe('deleted');
    const quota = ok(workspaceQuota, await client().call('GET', '/api/workspaces/a-main/quota'));
    expect(quota.used_bytes).toBe(0);
    expect(await host.stored()).toEqual([]);
  });

  it('R-A6 a file uploaded for an entity goes with it, also when the attributes never named it', async () => {
    const made = await make();
    const reference = { reference_type: 'walkthrough_icon', reference_id: made.id };
    const file = await client().upload(testBytes(3), reference);
    const replaced = await client().upload(testBytes(3), reference);
    await save(made.id, { icon: replaced.url });
    await save(made.id, {});

    // What the attributes once named follows them; what they never named stays the entity's until the end.
    expect(ok(cascadeResult, await client().call('DELETE', `/api/references/other/${made.id}`))).toEqual({
      deleted_files: 0,
    });
    expect(await drop(made.id)).toBe(1);
    expect([await statusOf(file.file_id), await statusOf(replaced.file_id)]).toEqual(['deleted', 'active']);
  });

  it('R-A6 the trash keeps entity and files; restoring brings all of it back', async () => {
    const file = await upload();
    const made = await make({ icon: file.url });

    const trashed = await client().call('DELETE', `/api/entities/${made.id}`);

    expect(ok(cascadeResult, trashed)).toEqual({ deleted_files: 0 });
    expect(await list()).toMatchObject({ items: [] });
    const [inTrash] = (await list('?trashed=true')).items;
    expect(inTrash).toMatchObject({ id: made.id, file_ids: [file.file_id] });
    expect(inTrash?.trashed_at).toMatch(/Z$/);
    expect(problem(await client().call('DELETE', `/api/files/${file.file_id}`)).code).toBe('file_in_use');
    const restored = ok(entity, await put(made.id, { trashed: false }));
    expect(restored).toMatchObject({ id: made.id, trashed_at: null, attributes: { icon: file.url } });
    expect((await list()).items.length).toBe(1);
    expect((await client().content(file.file_id)).status).toBe(200);
  });

  it('R-A6 what is below goes into the trash with an entity, is not changed there, and comes back with it', async () => {
    const root = await make();
    const step = await make({ note: 'as it was' }, { kind: 'step', parent_id: root.id });
    const deep = await make({}, { kind: 'step', parent_id: step.id });
    const other = await make();
    const own = await make({}, { kind: 'step', parent_id: root.id });
    const idsOf = async (query: string) => (await list(query)).items.map(({ id }) => id).sort();
    const seen = async (id: string) => ok(entity, await client().call('GET', `/api/entities/${id}`));
    await client().call('DELETE', `/api/entities/${own.id}`);

    await client().call('DELETE', `/api/entities/${root.id}`);

    const since = (await seen(root.id)).trashed_at;
    expect(since).toMatch(/Z$/);
    for (const id of [step.id, deep.id]) expect((await seen(id)).trashed_at).toBe(since);
    expect(await idsOf('')).toEqual([other.id]);
    expect(await idsOf('?trashed=true')).toEqual([root.id, step.id, deep.id, own.id].sort());
    expect(await idsOf(`?trashed=true&parent_id=${step.id}`)).toEqual([deep.id]);
    expect(await idsOf(`?parent_id=${step.id}`)).toEqual([]);
    const refusals = [
      await put(root.id, { attributes: { note: 'changed' } }),
      await put(step.id, { attributes: { note: 'changed' } }),
      await put(deep.id, { trashed: false }),
      await put(own.id, { trashed: false }),
      await post({ kind: 'step', parent_id: deep.id, attributes: {} }),
    ];
    expect(codes(refusals)).toEqual([...Array(4).fill('session_state_conflict'), 'invalid_request']);

    ok(entity, await put(root.id, { trashed: false, attributes: { note: 'new' } }));

    const back = await seen(step.id);
    expect([back.trashed_at, back.attributes]).toEqual([null, { note: 'as it was' }]);
    expect((await seen(deep.id)).trashed_at).toBeNull();
    expect(await idsOf('')).toEqual([root.id, step.id, deep.id, other.id].sort());
    expect(await idsOf('?trashed=true')).toEqual([own.id]);
    expect((await put(deep.id, { attributes: { note: 'changed' } })).status).toBe(200);
  });

  it('R-A6 deletion for good takes everything below with it, says how many files, and says so again', async () => {
    const root = await make({ icon: (await upload()).url });
    const step = await make({ media: (await upload()).url }, { kind: 'step', parent_id: root.id });
    const deep = await make({ media: (await upload()).url }, { kind: 'step', parent_id: step.id });
    await client().call('DELETE', `/api/entities/${deep.id}`);
    const other = await make({ media: (await upload()).url });

    expect(await drop(root.id)).toBe(3);
    expect(await drop(root.id)).toBe(3);
    for (const id of [root.id, step.id, deep.id]) {
      expect(problem(await client().call('GET', `/api/entities/${id}`)).code).toBe('not_found');
      expect(problem(await put(id, { trashed: false })).code).toBe('not_found');
    }
    expect((await list()).items.map(({ id }) => id)).toEqual([other.id]);
    expect(codes([await post({ kind: 'step', parent_id: root.id, attributes: {} })])).toEqual(['not_found']);
    const events = await createClient(host, operatorToken).call(
      'GET',
      `/api/v1/admin/audit-events?subject_type=entity&subject_id=${deep.id}`,
    );
    const moves = ok(auditEventList, events).items.map(({ from_status, to_status }) => [
      from_status,
      to_status,
    ]);
    expect(moves.toSorted()).toEqual(
      [
        [null, 'active'],
        ['active', 'trashed'],
        ['deleting', 'deleted'],
        ['trashed', 'deleting'],
      ].toSorted(),
    );
  });

  it('R-A6 parallel deletions of one entity all answer the same and delete once', async () => {
    const files = [await upload(), await upload()];
    const made = await make({ media: files.map(({ url }) => url) });

    await Promise.all(Array.from({ length: 6 }, () => drop(made.id)));

    expect(await drop(made.id)).toBe(2);
    const quota = ok(workspaceQuota, await client().call('GET', '/api/workspaces/a-main/quota'));
    expect(quota.used_bytes).toBe(0);
  });

  it('R-A9 saves and deletions at once: no file is deleted while a living entity refers to it', async () => {
    const files = [];
    for (let index = 0; index < 6; index += 1) files.push(await upload(1));
    const media = files.map(({ url }) => url);
    const old = await make({ media });

    const answers = await Promise.all([
      client().call('DELETE', `/api/entities/${old.id}?permanent=true`),
      ...media.map((url) => post({ kind: 'step', attributes: { media: url } })),
      put(old.id, { attributes: { media: media.slice(0, 2) } }),
    ]);

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const broken = await host.query(`
      select link.file_id from file_references link join files file on file.id = link.file_id
      where file.status <> 'active'`);
    expect(broken).toEqual([]);
    const named = await host.query(`select distinct file_id from file_references where origin = 'entity'`);
    const living = await host.query(`select id from files where status = 'active'`);
    // The old entity may have been saved first and given files up; those live on without a reference.
    expect(living.length).toBeGreaterThanOrEqual(named.length);
    expect(await host.query(`select * from file_references where reference_id = '${old.id}'`)).toEqual([]);
  });

  it('lists by kind and parent, page by page, newest first', async () => {
    const root = await make();
    const steps = [];
    for (let index = 0; index < 5; index += 1) {
      steps.push(await make({ index }, { kind: 'step', parent_id: root.id }));
    }

    const seen: unknown[] = [];
    for (let query = `?parent_id=${root.id}&kind=step&limit=2`; query !== ''; ) {
      const page = await list(query);
      seen.push(...page.items.map(({ attributes }) => attributes.index));
      const { next_cursor } = page;
      query = next_cursor === null ? '' : `?parent_id=${root.id}&kind=step&limit=2&cursor=${next_cursor}`;
    }

    expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect((await list('?kind=walkthrough')).items.map(({ id }) => id)).toEqual([root.id]);
    expect((await list('?kind=category')).items).toEqual([]);
  });

  it('the same idempotency key makes one entity and takes one place', async () => {
    const headers = { 'x-idempotency-key': 'once' };
    const body = { kind: 'category', attributes: { name: 'A' } };

    const answers = await Promise.all(Array.from({ length: 5 }, () => post(body, headers)));
    const again = ok(entity, await post(body, headers));

    for (const answer of answers) {
      if (answer.status === 409) expect(problem(answer).code).toBe('idempotency_in_progress');
      else expect(ok(entity, answer)).toEqual(again);
    }
    expect((await list()).items.length).toBe(1);
    expect(problem(await post({ kind: 'category', attributes: {} }, headers)).code).toBe(
      'idempotency_mismatch',
    );
  });

  it('R-D12 what is not an entity is refused, and a refusal changes nothing', async () => {
    const made = await make();
    await client().call('DELETE', `/api/entities/${made.id}`);
    const before = await host.rows();
    const attributes = {};
    let deep: unknown = 1;
    for (let level = 0; level < 40; level += 1) deep = { deep };
    const refused = [
      await post({ attributes }),
      await post({ kind: 'Walkthrough', attributes }),
      await post({ kind: 'workspace', attributes }),
      await post({ kind: 'x'.repeat(65), attributes }),
      await post({ kind: 'a b', attributes }),
      await post({ kind: 'step' }),
      await post({ kind: 'step', attributes: [] }),
      await post({ kind: 'step', attributes: 'text' }),
      await post({ kind: 'step', attributes: null }),
      await post({ kind: 'step', attributes: { big: 'x'.repeat(256 * 1024) } }),
      await post({ kind: 'step', attributes: { deep } }),
      await post({ kind: 'step', attributes: JSON.parse('{"__proto__":{"admin":true}}') }),
      await post({ kind: 'step', attributes: { constructor: {} } }),
      await post({ kind: 'step', attributes: { text: '\0' } }),
      await post({
        kind: 'step',
        attributes: { ids: Array.from({ length: 1001 }, (_, n) => ({ file_id: `${n}` })) },
      }),
      await post({ kind: 'step', parent_id: 7, attributes }),
      await post({ kind: 'step', parent_id: made.id, attributes }),
      await put(made.id, {}),
      await put(made.id, { attributes, kind: 'step' }),
      await put(made.id, { attributes, parent_id: made.id }),
      await put(made.id, { trashed: 'no' }),
      await client().call('DELETE', `/api/entities/${made.id}?permanent=maybe`),
      await client().call('GET', '/api/entities?kind=A'),
      await client().call('GET', '/api/entities?trashed=1'),
      await client().call('GET', '/api/entities?cursor=x'),
    ];

    expect(new Set(codes(refused))).toEqual(new Set(['invalid_request']));
    const huge = await post({ kind: 'step', attributes: { big: 'x'.repeat(1024 * 1024) } });
    expect(problem(huge).code).toBe('payload_too_large');
    expect(await host.rows()).toBe(before);
  });

  it('R-C9 entities of another tenant or workspace look unknown, as parents too', async () => {
    const made = await make();
    const hidden = ok(entity, await post({ kind: 'step', attributes: {} }, { 'x-workspace-id': 'a-other' }));
    const before = await host.rows();

    for (const [who, id] of [
      ['bob', made.id],
      ['carol', hidden.id],
      ['alice', crypto.randomUUID()],
    ] as const) {
      const path = `/api/entities/${id}`;
      const answers = [
        await client(who).call('GET', path),
        await client(who).call('PUT', path, { body: { trashed: true } }),
        await client(who).call('DELETE', path),
        await client(who).call('DELETE', `${path}?permanent=true`),
        await client(who).call('POST', '/api/entities', {
          body: { kind: 'step', parent_id: id, attributes: {} },
        }),
      ];
      expect(new Set(codes(answers))).toEqual(new Set(['not_found']));
    }
    // The same caller's other workspace is another place as well.
    expect(codes([await post({ kind: 'step', parent_id: hidden.id, attributes: {} })])).toEqual([
      'not_found',
    ]);
    const reader = client('reader');
    const path = `/api/entities/${made.id}`;
    expect((await reader.call('GET', path)).status).toBe(200);
    const forbidden = [
      await reader.call('POST', '/api/entities', { body: { kind: 'step', attributes: {} } }),
      await reader.call('PUT', path, { body: { trashed: true } }),
      await reader.call('DELETE', path),
    ];
    expect(new Set(codes(forbidden))).toEqual(new Set(['forbidden']));
    expect(await host.rows()).toBe(before);
  });
});

describe.each(hostKinds)('plan counts on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start({ settings: { defaultPlan: 'team' } });
  });
  afterEach(() => host.close());

  const call = (method: string, path: string, body?: unknown) =>
    createClient(host).call(method, path, body === undefined ? {} : { body });
  const make = (entityKind: string) => call('POST', '/api/entities', { kind: entityKind, attributes: {} });
  const counts = async () => ok(workspaceQuota, await call('GET', '/api/workspaces/a-main/quota')).counts;

  it('R-A7 one too many of a kind the plan names is refused; the trash counts until it is emptied', async () => {
    const made = [];
    for (let index = 0; index < 3; index += 1) made.push(ok(entity, await make('walkthrough')));
    for (let index = 0; index < 5; index += 1) expect((await make('step')).status).toBe(201);
    const id = made[0]?.id;
    await call('DELETE', `/api/entities/${id}`);

    expect(problem(await make('walkthrough'))).toMatchObject({
      status: 402,
      code: 'plan_limit_reached',
      kind: 'walkthrough',
      limit: 3,
      used: 3,
      plan: 'team',
    });
    expect(await counts()).toEqual({
      walkthrough: { used: 3, limit: 3 },
      category: { used: 0, limit: 1 },
      workspace: { used: 2, limit: 4 },
    });
    await call('DELETE', `/api/entities/${id}?permanent=true`);
    await call('DELETE', `/api/entities/${id}?permanent=true`);
    expect((await counts()).walkthrough).toEqual({ used: 2, limit: 3 });
    expect((await make('walkthrough')).status).toBe(201);
    expect(problem(await make('walkthrough')).code).toBe('plan_limit_reached');
  });

  it('R-A7 30 creations at once: exactly those that fit succeed', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => make('walkthrough')));

    expect(answers.filter(({ status }) => status === 201).length).toBe(3);
    expect(answers.filter(({ status }) => status === 402).length).toBe(27);
    expect((await counts()).walkthrough).toEqual({ used: 3, limit: 3 });
    expect(await host.query('select count(*) as made from entities')).toEqual([{ made: 3 }]);
  });

  it('R-A12 a plan below what is there blocks new ones, deletes none, and counts what was made before it', async () => {
    const change = (plan: string) => call('PUT', '/api/workspaces/a-main/plan', { plan });
    await change('unlimited');
    for (let index = 0; index < 5; index += 1) await make('walkthrough');

    await change('team');

    expect((await counts()).walkthrough).toEqual({ used: 5, limit: 3 });
    expect(problem(await make('walkthrough'))).toMatchObject({ code: 'plan_limit_reached', used: 5 });
    expect(await host.query('select count(*) as made from entities')).toEqual([{ made: 5 }]);
    await change('unlimited');
    expect((await make('walkthrough')).status).toBe(201);
  });

  it('R-A7 a kind called like something of JavaScript is a kind like any other', async () => {
    expect((await make('constructor')).status).toBe(201);
    expect((await make('constructor')).status).toBe(201);
  });
});

it('R-A6 a deletion for good that a crash cut short is finished by the job, and answers what it deleted', async () => {
  let isDoomed = true;
  const host = await inProcess.start({
    settings: { defaultPlan: 'unlimited' },
    crash: async (point) => {
      if (isDoomed && point === 'entity-deletion-recorded') throw new Error('The server died');
    },
  });
  const client = createClient(host);
  const file = await client.upload(testBytes(3));
  const create = async (fields: object) =>
    ok(entity, await client.call('POST', '/api/entities', { body: { kind: 'step', ...fields } }));
  const root = await create({ attributes: {} });
  const child = await create({ attributes: { media: file.url }, parent_id: root.id });
  const path = `/api/entities/${root.id}`;

  const crashed = await client.call('DELETE', `${path}?permanent=true`);
  isDoomed = false;
  const gone = await client.call('GET', path);
  const late = await client.call('POST', '/api/entities', {
    body: { kind: 'step', parent_id: root.id, attributes: {} },
  });
  const run = await createClient(host, operatorToken).call(
    'POST',
    '/api/v1/admin/jobs/finish-entity-deletions/run',
  );

  expect([crashed.status, gone.status, late.status, run.status]).toEqual([500, 404, 404, 200]);
  expect(await host.query("select id from entities where status <> 'deleted'")).toEqual([]);
  expect(await host.stored()).toEqual([]);
  for (const [id, deleted_files] of [
    [root.id, 1],
    [child.id, 0],
  ]) {
    const answer = await client.call('DELETE', `/api/entities/${id}?permanent=true`);
    expect(ok(cascadeResult, answer)).toEqual({ deleted_files });
  }
  await host.close();
});
