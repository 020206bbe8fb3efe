import { cascadeResult, entity } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';

const sizes = [3, 5, 7, 11, 13];
const kinds = ['walkthrough', 'step', 'category'];

type Command =
  | {
      readonly kind: 'create';
      readonly of: string;
      readonly files: readonly number[];
      readonly parent: number | null;
    }
  | { readonly kind: 'save'; readonly which: number; readonly files: readonly number[] }
  | { readonly kind: 'trash' | 'restore' | 'delete' | 'cascade'; readonly which: number }
  | { readonly kind: 'refer' | 'unrefer' | 'delete-file'; readonly which: number }
  | { readonly kind: 'crash-delete'; readonly which: number };

const files = fc.uniqueArray(fc.nat(sizes.length - 1), { maxLength: 4 });
const which = fc.nat(7);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      of: fc.constantFrom(...kinds),
      files,
      parent: fc.option(which),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('save' as const), which, files }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('trash' as const, 'restore' as const, 'delete' as const),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cascade' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash-delete' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('refer' as const, 'unrefer' as const, 'delete-file' as const),
      which,
    }),
  },
);

interface ModelEntity {
  readonly id: string;
  readonly of: string;
  readonly parent: ModelEntity | null;
  status: 'active' | 'trashed' | 'deleted';
}

interface ModelFile {
  readonly id: string;
  readonly url: string;
  readonly size: number;
  isAlive: boolean;
  /** Ids of what refers to it. */
  readonly references: Set<string>;
}

/** What the rules say there has to be, in a few lines and without a database. */
interface Model {
  readonly entities: ModelEntity[];
  readonly files: readonly ModelFile[];
}

/** The one reference a client gives by hand. */
const clientReference = { reference_type: 'asset', reference_id: 'by-hand' };
const byHand = 'by-hand';

function release(model: Model, reference: string): number {
  let deleted = 0;
  for (const file of model.files) {
    if (!file.references.delete(reference) || file.references.size > 0) continue;
    file.isAlive = false;
    deleted += 1;
  }
  return deleted;
}

function refer(model: Model, reference: string, indices: readonly number[]): void {
  for (const [index, file] of model.files.entries()) {
    if (!file.isAlive) continue;
    if (indices.includes(index)) file.references.add(reference);
    else file.references.delete(reference);
  }
}

function below(model: Model, root: ModelEntity): ModelEntity[] {
  const children = model.entities.filter(({ parent, status }) => parent === root && status !== 'deleted');
  return [root, ...children.flatMap((child) => below(model, child))];
}

/** Whether an entity that is there, or one above it, was put into the trash. */
function isInTrash({ status, parent }: ModelEntity): boolean {
  return status === 'trashed' || (parent !== null && isInTrash(parent));
}

function erase(model: Model, root: ModelEntity): number {
  let deleted = 0;
  for (const gone of below(model, root)) {
    gone.status = 'deleted';
    deleted += release(model, gone.id);
  }
  return deleted;
}

it('R-A6 R-A7 R-A9 whatever is saved and deleted in whatever order: the living files, their references, the counts and the quota are those of the model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
      let isDoomed = false;
      const host = await inProcess.start({
        settings: { defaultPlan: 'unlimited' },
        crash: async (point) => {
          if (isDoomed && point === 'deletion-recorded') throw new Error('The server died');
        },
      });
      const client = createClient(host);
      const model: Model = { entities: [], files: await uploadAll(client) };
      for (const step of commands) {
        isDoomed = step.kind === 'crash-delete';
        await run({ client, model, step });
        isDoomed = false;
        // A crash leaves a decision that asking again carries out.
        if (step.kind === 'crash-delete') await run({ client, model, step: { ...step, kind: 'delete' } });
        await requireModel(host, model);
      }
      await host.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);

type Client = ReturnType<typeof createClient>;

function uploadAll(client: Client): Promise<ModelFile[]> {
  return Promise.all(
    sizes.map(async (size) => {
      const { file_id, url } = await client.upload(testBytes(size));
      return { id: file_id, url, size, isAlive: true, references: new Set<string>() };
    }),
  );
}

interface Run {
  readonly client: Client;
  readonly model: Model;
  readonly step: Command;
}

async function run({ client, model, step }: Run): Promise<void> {
  if (step.kind === 'create') return create({ client, model }, step);
  if (step.kind === 'refer' || step.kind === 'unrefer' || step.kind === 'delete-file') {
    return touchFile({ client, model }, step);
  }
  const target = model.entities[step.which % Math.max(1, model.entities.length)];
  if (!target) return;
  const path = `/api/entities/${target.id}`;
  const isThere = target.status !== 'deleted';
  if (step.kind === 'save') {
    const answer = await client.call('PUT', path, { body: { attributes: attributesOf(model, step.files) } });
    const isKept = isThere && isInTrash(target);
    if (isKept) expect(problem(answer).code).toBe('session_state_conflict');
    else expect(answer.status).toBe(isThere ? 200 : 404);
    if (isThere && !isKept) refer(model, target.id, step.files);
  }
  if (step.kind === 'trash') {
    expect((await client.call('DELETE', path)).status).toBe(200);
    if (isThere) target.status = 'trashed';
  }
  if (step.kind === 'restore') {
    const isHeld = target.parent !== null && isInTrash(target.parent);
    const answer = await client.call('PUT', path, { body: { trashed: false } });
    if (isThere) expect(answer.status).toBe(isHeld ? 409 : 200);
    else expect(answer.status).toBe(404);
    if (isThere && !isHeld) target.status = 'active';
  }
  if (step.kind === 'crash-delete') await client.call('DELETE', `${path}?permanent=true`);
  if (step.kind === 'delete') {
    const { deleted_files } = ok(cascadeResult, await client.call('DELETE', `${path}?permanent=true`));
    if (isThere) expect(deleted_files).toBe(erase(model, target));
  }
  if (step.kind === 'cascade') {
    const { deleted_files } = ok(cascadeResult, await client.call('DELETE', '/api/references/asset/by-hand'));
    expect(deleted_files).toBe(release(model, byHand));
  }
}

/** Files are named in each of the ways there are. */
function attributesOf(model: Model, indices: readonly number[]): object {
  const chosen = model.files.filter((_, index) => indices.includes(index));
  return {
    icon: chosen[0]?.url,
    blocks: chosen.slice(1, 2).map(({ url }) => ({ image: url, again: url })),
    text: chosen.slice(2, 3).map(({ url }) => `<img src="${url}">`),
    attachments: chosen.slice(3).map(({ id }) => ({ file_id: id })),
  };
}

async function create(
  { client, model }: Omit<Run, 'step'>,
  step: Extract<Command, { kind: 'create' }>,
): Promise<void> {
  const parent =
    step.parent === null ? undefined : model.entities[step.parent % Math.max(1, model.entities.length)];
  const answer = await client.call('POST', '/api/entities', {
    body: { kind: step.of, parent_id: parent?.id, attributes: attributesOf(model, step.files) },
  });
  if (parent && (parent.status === 'deleted' || isInTrash(parent))) {
    expect(problem(answer).code).toBe(parent.status === 'deleted' ? 'not_found' : 'invalid_request');
    return;
  }
  const { id } = ok(entity, answer);
  model.entities.push({ id, of: step.of, parent: parent ?? null, status: 'active' });
  refer(model, id, step.files);
}

async function touchFile(
  { client, model }: Omit<Run, 'step'>,
  step: Extract<Command, { kind: 'refer' | 'unrefer' | 'delete-file' }>,
): Promise<void> {
  const file = model.files[step.which % model.files.length];
  if (!file) return;
  const path = `/api/files/${file.id}`;
  if (step.kind === 'delete-file') {
    const isHeld = [...file.references].some((reference) => reference !== byHand) || file.references.size > 1;
    const answer = await client.call('DELETE', path);
    expect(answer.status).toBe(file.isAlive && isHeld ? 409 : 200);
    if (answer.status === 409) return;
    file.isAlive = false;
    file.references.clear();
    return;
  }
  const method = step.kind === 'refer' ? 'POST' : 'DELETE';
  const answer = await client.call(method, `${path}/references`, { body: clientReference });
  if (!file.isAlive) return;
  expect(answer.status).toBe(200);
  if (step.kind === 'refer') file.references.add(byHand);
  else file.references.delete(byHand);
}

async function requireModel(host: TestHost, model: Model): Promise<void> {
  const alive = model.files.filter(({ isAlive }) => isAlive);
  const rows = await host.query<{ id: string }>("select id from files where status = 'active'");
  expect(rows.map(({ id }) => id).toSorted()).toEqual(alive.map(({ id }) => id).toSorted());

  const links = await host.query<{ file_id: string; reference_id: string }>(
    'select distinct file_id, reference_id from file_references',
  );
  const expected = model.files.flatMap(({ id, references }) =>
    [...references].map((name) => `${id} ${name}`),
  );
  expect(links.map(({ file_id, reference_id }) => `${file_id} ${reference_id}`).toSorted()).toEqual(
    expected.toSorted(),
  );

  for (const kind of kinds) {
    const [row] = await host.query<{ used: number }>(
      `select used from plan_counts where scope = 'workspace' and scope_id = 'a-main' and kind = '${kind}'`,
    );
    const there = model.entities.filter(({ of, status }) => of === kind && status !== 'deleted').length;
    expect(row?.used ?? 0).toBe(there);
  }

  const bytes = alive.reduce((total, { size }) => total + size, 0);
  // Of files that a crash left to the clean-up job, the bytes are still there and still counted.
  const [left] = await host.query<{ bytes: number }>(
    "select coalesce(sum(size_bytes), 0) as bytes from files where status = 'deleting'",
  );
  const [workspace] = await host.query<{ used_bytes: number }>(
    "select used_bytes from workspaces where id = 'a-main'",
  );
  const [user] = await host.query<{ used_bytes: number }>(
    "select used_bytes from users where user_id = 'alice'",
  );
  expect(workspace?.used_bytes).toBe(bytes + Number(left?.bytes));
  expect(user?.used_bytes).toBe(bytes + Number(left?.bytes));
}
