import { describe, expect, it } from 'vitest';
import type { StartedEngine } from '../../testing/engine-fixture.ts';
import { createEngineFixture, film, note } from '../../testing/engine-fixture.ts';

const { openPage, start } = createEngineFixture();

function metadataOf({ manager }: Pick<StartedEngine, 'manager'>, id = '') {
  return manager.getUpload(id)?.getState().options.metadata;
}

/** What the server keeps with the file of each session, in the order they were opened. */
function kept({ backend }: Pick<StartedEngine, 'backend'>) {
  return [...backend.sessions.values()].map(({ metadata }) => metadata);
}

describe('R-C14 metadata is edited', () => {
  it('before the session opens: the session is opened with it, and no other call is made', async () => {
    const page = start();
    const { clock, count, ends, manager } = page;
    const [id = ''] = manager.add([note()], { metadata: { title: 'Old', place: 'Here' } });
    manager.pause();
    await clock.advance(1000);

    await manager.editMetadata(id, { title: 'New', place: null, people: 3 });
    manager.resume();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed note.txt']);
    expect(kept(page)).toEqual([{ title: 'New', people: 3 }]);
    expect(metadataOf(page, id)).toEqual({ title: 'New', people: 3 });
    expect(count('editFile')).toBe(0);
  });

  it('while the file is sent: the server is told what changed, and the bytes go on', async () => {
    const page = start();
    const { backend, clock, ends, manager, stateOf } = page;
    backend.holdBytes();
    const [id = ''] = manager.add([film()], { metadata: { title: 'Old', place: 'Here' } });
    await clock.advance(1000);
    expect(stateOf(id)?.status).toBe('uploading');

    await manager.editMetadata(id, { title: 'New' });
    expect(metadataOf(page, id)).toEqual({ title: 'New', place: 'Here' });
    backend.releaseBytes();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(kept(page)).toEqual([{ title: 'New', place: 'Here' }]);
  });

  it('while the server is asked for a session: as soon as there is one', async () => {
    const page = start();
    const { backend, clock, count, manager, stateOf } = page;
    backend.fail('initiateUploadBatch', { code: 'storage_unavailable', times: 1 });
    const [id = ''] = manager.add([film()], { metadata: { title: 'Old' } });
    while (stateOf(id)?.status !== 'initiating') await clock.advance(10);

    const editing = manager.editMetadata(id, { title: 'New' });
    await clock.advance(60_000);
    await editing;

    expect(kept(page)).toEqual([{ title: 'New' }]);
    expect(count('editFile')).toBe(1);
  });

  it('when it is stored', async () => {
    const page = start();
    const { clock, manager } = page;
    const [id = ''] = manager.add([note()]);
    await clock.advance(10_000);

    await manager.editMetadata(id, { title: 'New' });

    expect(kept(page)).toEqual([{ title: 'New' }]);
    expect(metadataOf(page, id)).toEqual({ title: 'New' });
  });

  it('in the order it was asked for, and an edit that fails takes none along', async () => {
    const page = start();
    const { backend, clock, manager } = page;
    const [id = ''] = manager.add([note()]);
    await clock.advance(10_000);
    backend.fail('editFile', { code: 'internal_error', times: 1 });

    const answers = await Promise.allSettled([
      manager.editMetadata(id, { title: 'First', lost: true }),
      manager.editMetadata(id, { title: 'Second' }),
      manager.editMetadata(id, { title: 'Third' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect([kept(page), metadataOf(page, id)]).toEqual([[{ title: 'Third' }], { title: 'Third' }]);
  });

  it('for good: after a reload the upload still has it', async () => {
    const page = start();
    const { backend, clock, manager } = page;
    backend.holdBytes();
    const [id = ''] = manager.add([film()], { metadata: { title: 'Old' } });
    await clock.advance(1000);
    await manager.editMetadata(id, { title: 'New' });
    manager.destroy();

    const later = openPage(page);
    await later.manager.restore();
    await clock.advance(1000);

    const [restored = ''] = later.manager.list.getState().ids;
    expect(metadataOf(later, restored)).toEqual({ title: 'New' });
  });

  it('not when there is too much for a server to keep: nothing changes, and it is not asked', async () => {
    const page = start();
    const { clock, count, manager } = page;
    const [id = ''] = manager.add([note()], { metadata: { title: 'Old' } });
    await clock.advance(10_000);

    await expect(manager.editMetadata(id, { text: 'x'.repeat(9000) })).rejects.toMatchObject({
      code: 'invalid_request',
    });

    expect([count('editFile'), kept(page), metadataOf(page, id)]).toEqual([
      0,
      [{ title: 'Old' }],
      { title: 'Old' },
    ]);
  });

  it('not for an upload that is not in the list, or that another page works on', async () => {
    const page = start();
    const { backend, clock, manager } = page;
    backend.holdBytes();
    manager.add([film()]);
    const other = openPage(page);
    await other.manager.restore();
    await clock.advance(1000);
    const [theirs = ''] = other.manager.list.getState().ids;

    await expect(manager.editMetadata('unknown', { title: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(other.manager.editMetadata(theirs, { title: 'x' })).rejects.toMatchObject({
      code: 'session_state_conflict',
    });
  });
});
