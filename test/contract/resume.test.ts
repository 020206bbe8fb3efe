import type { ObjectStorage } from '@holdfast/mock-server';
import { mebibyte, type UploadSession } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256, testBytes } from './client.ts';
import { clientOf, createGround, type Ground, storageKinds } from './crash-ground.ts';
import { minuteMs } from './test-clock.ts';

describe.each(storageKinds)('resume while a completion moves the bytes, on %s storage', (kind) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await createGround(kind);
  });
  afterEach(() => ground.remove());

  describe.each([100, 6 * mebibyte])('of a file of %i bytes', (size) => {
    const bytes = testBytes(size);

    /** A session whose bytes are all there. */
    const sent = async (): Promise<UploadSession> => {
      const client = clientOf((await ground.server()).host);
      const session = await client.initiate({ file_size: size });
      await client.send(session, bytes);
      return session;
    };
    const complete = async (session: UploadSession) => {
      await clientOf((await ground.server()).host).complete(session);
    };
    /** A server that dies when it has moved the bytes and before it has said so; then its claim runs out. */
    const moveAndDie = async (session: UploadSession) => {
      const dying = await ground.server('promoted');
      void clientOf(dying.host).complete(session);
      await dying.died;
      ground.clock.advance(minuteMs + 1);
    };
    /** A server that dies between the record of the final key and the move; then its claim runs out. */
    const recordAndDie = async (session: UploadSession) => {
      const dying = await ground.server('final-key-recorded');
      void clientOf(dying.host).complete(session);
      await dying.died;
      ground.clock.advance(minuteMs + 1);
    };
    const resumeWith = async (session: UploadSession, meanwhile: Meanwhile) => {
      const storage = interrupted(ground.storage, meanwhile);
      const { host } = await ground.server(undefined, { storage });
      return clientOf(host).resume(session);
    };

    it('R-C3 R-D12 a completion that ends before resume has looked is what resume answers', async () => {
      const session = await sent();

      const resumed = await resumeWith(session, { before: 1, run: () => complete(session) });

      expect([resumed.reason, resumed.file?.file_id]).toEqual(['completed', session.file_id]);
    });

    it.each([1, 2])('R-C3 R-D12 the same when a server had died in it before, at look %i', async (before) => {
      const session = await sent();
      await recordAndDie(session);

      const resumed = await resumeWith(session, { before, run: () => complete(session) });

      expect([resumed.reason, resumed.file?.file_id]).toEqual(['completed', session.file_id]);
    });

    it.each([1, 2])(
      'R-C3 R-C11 bytes that a server moved before it died are all there, at look %i, and none is called gone',
      async (before) => {
        const session = await sent();
        if (before === 2) await recordAndDie(session);

        const resumed = await resumeWith(session, { before, run: () => moveAndDie(session) });
        await complete(session);
        const served = await clientOf((await ground.server()).host).content(session.file_id);

        expect([resumed.upload_status, resumed.can_resume]).toEqual(['uploading', true]);
        expect(resumed.uploaded_parts.map(({ part_number }) => part_number)).toEqual(
          Array.from({ length: session.part_count }, (_, index) => index + 1),
        );
        expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(bytes));
      },
    );
  });
});

interface Meanwhile {
  /** Which look at the bytes it comes before; the first is 1. */
  readonly before: number;
  run(): Promise<void>;
}

/** Storage where something happens between the reader's look at the database and its look at the bytes. */
function interrupted(storage: ObjectStorage, { before, run }: Meanwhile): ObjectStorage {
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === before) await run();
  };
  return {
    ...storage,
    bucketOf(tenantId) {
      const bucket = storage.bucketOf(tenantId);
      return {
        ...bucket,
        multipart: {
          ...bucket.multipart,
          async listParts(upload) {
            await look();
            return bucket.multipart.listParts(upload);
          },
        },
        objects: {
          ...bucket.objects,
          async head(key) {
            await look();
            return bucket.objects.head(key);
          },
        },
      };
    },
  };
}
