import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngineFixture, film, note } from './testing/engine-fixture.ts';

const { start } = createEngineFixture();
/** More than are open on the server at once. */
const many = Array.from({ length: 700 }, (_, index) => `note-${index}.txt`);

describe('a listener that answers with a command (R-A10)', () => {
  it('may remove each file that is complete, however many there are, and nothing stays behind', async () => {
    const { clock, ends, manager, repository } = start();
    manager.on('completed', ({ upload }) => manager.remove(upload.id));

    manager.add(many.map((name) => note(name)));
    await clock.advance(600_000);

    expect(ends).toHaveLength(many.length);
    expect(manager.list.getState().ids).toEqual([]);
    expect(await repository.list()).toEqual([]);
  });

  it('may remove each file that failed, and the next ones still get their turn', async () => {
    const { backend, clock, ends, manager } = start();
    for (const name of many) backend.refuse(name, { code: 'quota_exceeded' });
    manager.on('failed', ({ upload }) => manager.remove(upload.id));

    manager.add(many.map((name) => note(name)));
    await clock.advance(600_000);

    expect(ends).toHaveLength(many.length);
  });

  it('may pause what has just begun to send: not a byte is sent, and the record says paused', async () => {
    const { backend, clock, manager, repository, stateOf } = start();
    const stop = manager.on('changed', ({ upload }) => {
      if (upload.state.status === 'uploading') manager.pause(upload.id);
    });

    const [id] = manager.add([film()]);
    await clock.advance(10_000);
    expect(stateOf(id)?.status).toBe('paused');
    expect(backend.bytesSent.size).toBe(0);
    expect(await repository.list()).toMatchObject([{ paused: true }]);

    stop();
    manager.resume(id);
    await clock.advance(10_000);
    expect(stateOf(id)?.status).toBe('completed');
  });

  it('may cancel what it watches: not a byte is sent, and the session is given back', async () => {
    const { backend, clock, ends, manager, repository } = start();
    const [id = ''] = manager.add([film()]);
    manager.getUpload(id)?.subscribe(({ state }) => {
      if (state.status === 'uploading') manager.cancel(id);
    });

    await clock.advance(10_000);

    expect(ends).toEqual(['cancelled film.mp4']);
    expect(backend.bytesSent.size).toBe(0);
    expect(backend.sessions.get('session-1')?.status).toBe('cancelled');
    expect(await repository.list()).toEqual([]);
  });

  it('may cancel what was just added: nobody asks about it any more', async () => {
    const beforeUpload = vi.fn(() => undefined);
    const { clock, ends, manager } = start({ beforeUpload });
    manager.on('added', ({ upload }) => manager.cancel(upload.id));

    manager.add([note()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['cancelled note.txt']);
    expect(beforeUpload).not.toHaveBeenCalled();
  });

  it('finds its command obeyed at once, and every listener hears of the changes in their order', async () => {
    const { clock, manager, stateOf } = start();
    const found: (string | undefined)[] = [];
    const heard: string[] = [];
    manager.on('changed', ({ upload }) => {
      if (upload.state.status !== 'uploading') return;
      manager.cancel(upload.id);
      found.push(stateOf(upload.id)?.status);
    });
    manager.on('changed', ({ previous, upload }) =>
      heard.push(`${previous.state.status} → ${upload.state.status}`),
    );
    manager.on('cancelled', () => heard.push('cancelled'));

    manager.add([film()]);
    await clock.advance(10_000);

    expect(found).toEqual(['cancelled']);
    expect(heard.slice(-3)).toEqual(['initiating → uploading', 'uploading → cancelled', 'cancelled']);
  });
});

describe('a listener that throws (R-A10)', () => {
  const report = vi.fn();
  const bug = new Error('a bug of the page');
  const fail = () => {
    throw bug;
  };

  beforeEach(() => vi.stubGlobal('reportError', report.mockClear()));
  afterEach(() => vi.unstubAllGlobals());

  it('hurts no upload, whatever it listens to, and its error comes out', async () => {
    const { clock, ends, manager } = start();
    manager.list.subscribe(fail);
    manager.on('changed', fail);

    const [id = ''] = manager.add([film()]);
    manager.getUpload(id)?.subscribe(fail);
    await clock.advance(100_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(new Set(report.mock.calls.flat())).toEqual(new Set([bug]));
  });
});
