import { type S3Fault, type S3Operation, type S3Profile, s3Profiles } from '@holdfast/mock-server/testing';
import {
  capabilities,
  fileRecord,
  mebibyte,
  signedPart,
  type UploadSession,
  uploadSession,
} from '@holdfast/upload-manager/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, ok, problem, sha256, sliceOf, testBytes } from './client.ts';
import { clientOf, createGround, type Ground } from './crash-ground.ts';
import { hourMs } from './test-clock.ts';

/** Every store is slow or away at times; errors in a 200 are known of what takes the store long. */
const faults: readonly (readonly [S3Operation, S3Fault])[] = [
  ...(['create', 'list-parts', 'complete', 'head', 'copy'] as const).flatMap((operation) =>
    (['slow-down', 'lost-answer'] as const).map((fault) => [operation, fault] as const),
  ),
  ...(['complete', 'copy'] as const).flatMap((operation) =>
    (['error-in-200', 'empty-200'] as const).map((fault) => [operation, fault] as const),
  ),
];
const initiation = {
  body: { file_name: 'a.bin', file_size: 6 * mebibyte, checksum_algorithms: ['sha256'] },
  headers: { 'x-idempotency-key': 'k' },
};

/** One file in two parts, and one that is sent whole. */
const sizes = [6 * mebibyte, 1000];
const profiles: readonly S3Profile[] = Object.values(s3Profiles);

describe('a backend on S3', () => {
  let ground: Ground;
  afterEach(() => ground.remove());

  const open = async (profile: S3Profile) => {
    ground = await createGround('S3', { profile });
    return clientOf((await ground.server()).host);
  };
  type Client = Awaited<ReturnType<typeof open>>;
  /** Everything the user's workspace is charged, and everything the store holds. */
  const kept = async () => {
    const charge = await ground.database
      .selectFrom('workspaces')
      .select(['used_bytes', 'reserved_bytes'])
      .where('id', '=', 'a-main')
      .executeTakeFirstOrThrow();
    return { ...charge, stored: ground.double?.stored().length };
  };
  const served = async (client: Client, { file_id }: Pick<UploadSession, 'file_id'>) =>
    sha256(new Uint8Array(await (await client.content(file_id)).arrayBuffer()));

  describe.each(profiles)('that is like $name', (profile) => {
    describe.each(sizes)('with a file of %i bytes whose first part was bound to other bytes', (size) => {
      const first = testBytes(size);
      const second = testBytes(size, 7);
      const kind = size === 1000 ? 'direct' : 'parts';
      const tells =
        (kind === 'direct' ? profile.directChecksums : profile.partChecksums).sha256 === 'enforced';
      // Parts that were joined cannot be sent again; where the store tells their checksums they are not joined.
      const isRepairable = tells || kind === 'direct';

      /** The old bytes are stored; from now on part 1 has to be of the new ones. */
      const rebind = async (client: Client) => {
        const session = await client.initiate({ file_size: size });
        await client.send(session, first);
        const [old] = await client.sign(session, first, [1]);
        const path = `/app/uploads/${session.upload_session_id}/multipart-part-url`;
        const checksum = sha256(sliceOf(session, second, 1));
        const body = { part_number: 1, checksum, replace: true };
        const replacement = ok(signedPart, await client.call('POST', path, { body }));
        return { session, old, replacement };
      };
      /** What the file has to be in the end: the new first part, and the old rest. */
      const expected = (session: UploadSession) =>
        sha256(Buffer.concat([sliceOf(session, second, 1), first.subarray(session.chunk_size)]));

      it('R-F3 the new bytes make the file', async () => {
        const client = await open(profile);
        const { session, replacement } = await rebind(client);
        await client.put(replacement, sliceOf(session, second, 1));

        ok(fileRecord, await client.complete(session));

        expect(await served(client, session)).toBe(expected(session));
        expect(await kept()).toEqual({ used_bytes: size, reserved_bytes: 0, stored: 1 });
      });

      it.each([
        ['that were there before', false],
        ['that came last, by the old URL', true],
      ])('R-F3 the old bytes %s never do', async (_, comesLate) => {
        const client = await open(profile);
        const { session, old, replacement } = await rebind(client);
        if (comesLate) {
          await client.put(replacement, sliceOf(session, second, 1));
          await client.put(old, sliceOf(session, first, 1));
        }

        const refused = problem(await client.complete(session));

        if (!isRepairable) {
          expect(refused).toMatchObject({ status: 410, code: 'upload_gone' });
          expect(await kept()).toEqual({ used_bytes: 0, reserved_bytes: 0, stored: 0 });
          return;
        }
        expect(refused).toMatchObject({ code: 'parts_missing', missing_parts: [1] });
        await client.put(replacement, sliceOf(session, second, 1));
        ok(fileRecord, await client.complete(session));
        expect(await served(client, session)).toBe(expected(session));
      });
    });
  });

  describe('that checks nothing', () => {
    it.each(sizes)(
      'R-F3 a damaged file of %i bytes carries no checksum, for none was proven',
      async (size) => {
        const client = await open(s3Profiles.careless);
        const bytes = testBytes(size);
        const damaged = testBytes(size, 7);
        const session = await client.initiate({ file_size: size });
        const signed = await client.sign(session, bytes, size === 1000 ? [1] : [1, 2]);
        for (const part of signed) await client.put(part, sliceOf(session, damaged, part.part_number));

        const resumed = await client.resume(session);
        const file = ok(fileRecord, await client.complete(session));

        expect([session.checksum_algorithm, session.integrity]).toEqual(['sha256', 'declared']);
        expect(new Set(resumed.uploaded_parts.map((part) => part.checksum_source))).toEqual(
          new Set(['bound']),
        );
        expect(file.checksum ?? null).toBeNull();
        expect(await served(client, session)).toBe(sha256(damaged));
      },
    );

    it('R-B8 files are never taken for equal by what their senders said', async () => {
      const client = await open(s3Profiles.careless);
      const bytes = testBytes(1000);
      await client.upload(bytes);

      const session = await client.initiate({
        file_size: 1000,
        checksum: { algorithm: 'sha256', value: sha256(bytes) },
      });
      await client.put(session.upload, testBytes(1000, 7));
      ok(fileRecord, await client.complete(session));

      expect(session.deduplicated).toBeUndefined();
      expect(await served(client, session)).toBe(sha256(testBytes(1000, 7)));
      expect(await kept()).toEqual({ used_bytes: 2000, reserved_bytes: 0, stored: 2 });
    });

    it('R-F3 it says that it enforces no checksum', async () => {
      const client = await open(s3Profiles.careless);

      const { checksum_algorithms } = ok(capabilities, await client.call('GET', '/api/capabilities'));

      expect(checksum_algorithms).toEqual({ direct: [], parts: [] });
    });
  });

  it('R-C3 R-C5 an upload that the store dropped after a day is told to be gone, although its session was kept alive', async () => {
    const client = await open(s3Profiles.minio);
    const bytes = testBytes(6 * mebibyte);
    const session = await client.initiate({ file_size: bytes.byteLength });
    await client.send(session, bytes, [1]);
    for (let hour = 0; hour < 25; hour += 5) {
      ground.clock.advance(5 * hourMs);
      await client.call('PUT', `/app/uploads/${session.upload_session_id}/activity`);
    }

    const resumed = await client.resume(session);
    const completion = problem(await client.complete(session));
    const again = await client.upload(bytes);

    expect(resumed).toMatchObject({ can_resume: false, reason: 'gone', upload_status: 'failed' });
    expect([completion.status, completion.code]).toEqual([410, 'upload_gone']);
    expect(again.size_bytes).toBe(bytes.byteLength);
    expect(await kept()).toEqual({ used_bytes: bytes.byteLength, reserved_bytes: 0, stored: 1 });
  });

  it.each(profiles)(
    'R-C11 on $name a join whose answers are lost or errors makes one file and one charge',
    async (profile) => {
      const client = await open(profile);
      const bytes = testBytes(6 * mebibyte);
      const session = await client.initiate({ file_size: bytes.byteLength });
      await client.send(session, bytes);
      ground.double?.fail('complete', 'error-in-200', 'lost-answer', 'slow-down');

      const answers = await Promise.all([client.complete(session), client.complete(session)]);
      const files = answers.map((answer) => ok(fileRecord, answer));

      expect(files[0]).toEqual(files[1]);
      expect(await served(client, session)).toBe(sha256(bytes));
      expect(await kept()).toEqual({ used_bytes: bytes.byteLength, reserved_bytes: 0, stored: 1 });
    },
  );

  describe('whose answers fail', () => {
    it.each(faults)(
      'R-D4 R-C11 %s by %s: asked again it is one file and one charge',
      async (operation, fault) => {
        const client = await open(s3Profiles.aws);
        const bytes = testBytes(6 * mebibyte);
        // As often as the server tries by itself, so that its caller is told.
        ground.double?.fail(operation, fault, fault, fault);

        const session = await untilDone(() => client.call('POST', '/app/uploads/initiate', initiation));
        const { file_id } = ok(uploadSession, session);
        await client.send(ok(uploadSession, session), bytes);
        const completed = await untilDone(() => client.complete(ok(uploadSession, session)));

        expect(ok(fileRecord, completed).size_bytes).toBe(bytes.byteLength);
        expect(await served(client, { file_id })).toBe(sha256(bytes));
        expect(await kept()).toMatchObject({ used_bytes: bytes.byteLength, reserved_bytes: 0 });
        // An upload whose beginning was never heard of is found by listing, when it is a day old.
        const objects = ground.double?.stored().filter((name) => !name.includes('?'));
        expect(objects).toEqual([expect.stringContaining(file_id)]);
      },
    );

    /** Asks again while the server says that it may be asked again, as the SDK does. */
    async function untilDone(ask: () => Promise<Answer>): Promise<Answer> {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await ask();
        if (answer.status < 300 || attempt === 4) return answer;
        expect(problem(answer)).toMatchObject({ retryable: true });
        // The lease of an attempt that was cut off.
        ground.clock.advance(61_000);
      }
    }
  });

  it('R-C2 all parts but the last are equal, for R2 joins no others', async () => {
    const client = await open(s3Profiles.r2);
    const bytes = testBytes(17 * mebibyte);

    const file = await client.upload(bytes);

    expect(await served(client, file)).toBe(sha256(bytes));
  });
});
