import { UploadError, type UploadErrorCode } from '@holdfast/upload-manager';
import { createWording } from '@holdfast/upload-manager/messages';
import { describe, expect, it } from 'vitest';
import { completedState, createScriptedManager } from '../testing/create-scripted-manager.ts';
import { createManualSchedule } from '../testing/manual-schedule.ts';
import { sampleSession } from '../testing/sample-states.ts';
import { en } from '../texts/catalogues/en.ts';
import { announceUploads } from './announce-uploads.ts';
import type { Politeness } from './announcer.ts';

function listen() {
  const scripted = createScriptedManager();
  const time = createManualSchedule();
  const said: string[] = [];
  const spoken: [text: string, politeness: Politeness][] = [];
  const stop = announceUploads({
    manager: scripted.manager,
    wording: { current: createWording({ catalogue: en }) },
    announce(text, politeness = 'polite') {
      said.push(text);
      spoken.push([text, politeness]);
    },
    schedule: time.schedule,
  });
  return { scripted, time, said, spoken, stop };
}

describe('announcing uploads', () => {
  it('names a single file and counts several', () => {
    const { scripted, time, said } = listen();

    scripted.put({ name: 'photo.jpg' });
    time.advance(700);
    for (const name of ['a.txt', 'b.txt', 'c.txt']) scripted.put({ name });
    time.advance(700);

    expect(said).toEqual(['photo.jpg added.', '3 files added.']);
  });

  it('says in one breath what came, what arrived and what failed, with the reason', () => {
    const { scripted, time, said } = listen();
    const arrived = scripted.put({ name: 'arrived.txt' });
    const failed = scripted.put({ name: 'failed.txt' });

    scripted.move(arrived, completedState('arrived.txt'));
    scripted.move(failed, {
      status: 'failed',
      error: new UploadError('type_not_allowed', 'x'),
      session: null,
      storedParts: [],
    });
    time.advance(700);

    expect(said).toEqual([
      '2 files added.',
      'arrived.txt uploaded.',
      'failed.txt was not uploaded. Files of this type are not accepted. Choose another file.',
    ]);
  });

  it('says at once, and urgently, that uploads wait for a sign-in', () => {
    const { scripted, spoken } = listen();

    scripted.refuseCaller();

    expect(spoken).toEqual([['You are signed out. It goes on when you sign in again', 'assertive']]);
  });

  it('tells uploads of an earlier page from new ones', () => {
    const { scripted, time, said } = listen();

    scripted.put({
      name: 'film.mp4',
      state: { status: 'restoring', session: sampleSession, wait: null },
    });
    time.advance(700);

    expect(said).toEqual(['1 unfinished upload is back.']);
  });

  it('is silent about progress', () => {
    const { scripted, time, said } = listen();
    const id = scripted.put({ name: 'film.mp4' });
    time.advance(700);

    for (let tick = 1; tick <= 100; tick += 1) scripted.tick(id, { sentBytes: tick * 1000 });
    time.advance(10_000);

    expect(said).toEqual(['film.mp4 added.']);
  });

  it('says nothing and listens to nothing once it is stopped', () => {
    const { scripted, time, said, stop } = listen();
    scripted.put({ name: 'photo.jpg' });

    stop();
    time.advance(700);

    expect(said).toEqual([]);
    expect(time.count()).toBe(0);
    expect(scripted.countListeners()).toBe(0);
  });

  it('interrupts when storage is full or when everything failed, and for nothing less', () => {
    const { scripted, time, spoken } = listen();
    const fail = (name: string, code: UploadErrorCode) => {
      const id = scripted.put({ name });
      scripted.move(id, {
        status: 'failed',
        error: new UploadError(code, 'x'),
        session: null,
        storedParts: [],
      });
    };

    scripted.put({ name: 'fine.txt' });
    fail('unlucky.txt', 'network');
    time.advance(700);
    fail('large.txt', 'quota_exceeded');
    time.advance(700);
    scripted.manager.remove(scripted.manager.list.getState().ids[0]);
    fail('last.txt', 'network');
    time.advance(700);

    expect(
      spoken.filter(([text]) => text.includes('not uploaded')).map(([, politeness]) => politeness),
    ).toEqual(['polite', 'assertive', 'assertive']);
  });
});
