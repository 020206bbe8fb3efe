import { cascadeResult, entity, projectCleanup } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';
import { operatorToken } from './principals.ts';
import { createTestClock, hourMs, type TestClock } from './test-clock.ts';

const dayMs = 24 * hourMs;
let clock: TestClock;
let host: TestHost;
beforeEach(async () => {
  clock = createTestClock();
  host = await inProcess.start({ clock, settings: { finishedRecordMs: 10 * dayMs } });
});
afterEach(() => host.close());

const run = async () => {
  const path = '/api/v1/admin/jobs/purge-finished-records/run';
  const { body } = await createClient(host, operatorToken).call('POST', path);
  return (body as { readonly counts: object }).counts;
};

it('R-B3 the statistics of a clean-up are forgotten after their time, and never while it runs', async () => {
  const alice = createClient(host);
  await alice.upload(testBytes(5), { project_id: 'old' });
  const statistics = (project: string) => alice.call('GET', `/api/v1/projects/${project}/cleanup`);
  const stateOf = async (project: string) => ok(projectCleanup, await statistics(project)).state;
  await alice.call('DELETE', '/api/v1/projects/old');
  await expect.poll(() => stateOf('old')).toBe('done');
  clock.advance(10 * dayMs - 1);
  const early = await run();
  await alice.call('DELETE', '/api/v1/projects/young');
  await expect.poll(() => stateOf('young')).toBe('done');
  clock.advance(1);
  // As one that a server began and never came back to.
  await host.query("update background_tasks set state = 'running' where subject = 'young' returning id");
  await host.query("update background_tasks set finished_at = 0 where subject = 'young' returning id");

  const late = await run();

  expect([early, late]).toEqual([
    { tasks: 0, entities: 0, failed: 0 },
    { tasks: 1, entities: 0, failed: 0 },
  ]);
  expect(problem(await statistics('old')).code).toBe('not_found');
  expect(await stateOf('young')).toBe('running');
});

it('R-A6 the rows of entities that were deleted are forgotten after their time, those in the trash and in use never', async () => {
  const alice = createClient(host);
  const make = async (fields = {}) => {
    const body = { kind: 'note', attributes: {}, ...fields };
    return ok(entity, await alice.call('POST', '/api/entities', { body })).id;
  };
  const drop = (id: string) => alice.call('DELETE', `/api/entities/${id}?permanent=true`);
  const root = await make();
  const child = await make({ parent_id: root });
  const [kept, trashed] = [await make(), await make()];
  await alice.call('DELETE', `/api/entities/${trashed}`);
  ok(cascadeResult, await drop(root));
  clock.advance(10 * dayMs - 1);
  const early = await run();
  const answeredStill = await drop(root);
  clock.advance(1);

  const late = await run();

  expect([early, late]).toEqual([
    { tasks: 0, entities: 0, failed: 0 },
    { tasks: 0, entities: 2, failed: 0 },
  ]);
  expect(answeredStill.status).toBe(200);
  for (const id of [root, child]) expect(problem(await drop(id)).code).toBe('not_found');
  const left = await host.query<{ id: string }>('select id from entities');
  expect(left.map(({ id }) => id).sort()).toEqual([kept, trashed].sort());
});

it('R-A13 any number of them goes, batch by batch', async () => {
  const owner = "'tenant-a', 'a-main', 'alice', 'note', null, 'deleted', '{}', 0, null, 0, 0";
  const digits = 'with digits(d) as (values (0),(1),(2),(3),(4),(5),(6),(7),(8),(9))';
  await host.query(`insert into entities
    (id, tenant_id, workspace_id, user_id, kind, parent_id, status, attributes, deleted_files, trashed_at, created_at, updated_at)
    ${digits} select 'e' || a.d || b.d || c.d || f.d, ${owner} from digits a, digits b, digits c, digits f
    where a.d < 3 returning id`);

  expect(await run()).toEqual({ tasks: 0, entities: 3000, failed: 0 });
});
