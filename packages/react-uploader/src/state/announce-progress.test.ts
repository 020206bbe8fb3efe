import type { UploadState } from '@holdfast/upload-manager';
import { createWording } from '@holdfast/upload-manager/messages';
import { describe, expect, it } from 'vitest';
import { completedState, createScriptedManager } from '../testing/create-scripted-manager.ts';
import { createManualSchedule } from '../testing/manual-schedule.ts';
import { sampleSession } from '../testing/sample-states.ts';
import { en } from '../texts/catalogues/en.ts';
import { announceProgress } from './announce-progress.ts';

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [], wait: null };

function listen() {
  const scripted = createScriptedManager();
  const time = createManualSchedule();
  const said: string[] = [];
  const stop = announceProgress({
    manager: scripted.manager,
    wording: { current: createWording({ catalogue: en }) },
    announce: (text) => said.push(text),
    schedule: time.schedule,
  });
  const id = scripted.put({ name: 'film.mp4', sizeBytes: 1000, state: uploading });
  return { scripted, time, said, stop, id };
}

describe('announcing progress', () => {
  it('says a quarter, half and three quarters, and nothing in between', () => {
    const { scripted, time, said, id } = listen();

    for (let sentBytes = 0; sentBytes < 1000; sentBytes += 10) {
      scripted.tick(id, { sentBytes });
      time.advance(1000);
    }

    expect(said).toEqual(['25% uploaded.', '50% uploaded.', '75% uploaded.']);
  });

  it('says nothing of what takes less than ten seconds, and rests as long between two sentences', () => {
    const { scripted, time, said, id } = listen();

    time.advance(9999);
    scripted.tick(id, { sentBytes: 300 });
    const early = [...said];
    time.advance(1);
    scripted.tick(id, { sentBytes: 600 });
    time.advance(9999);
    const resting = [...said];
    time.advance(1);

    expect([early, resting, said]).toEqual([[], ['30% uploaded.'], ['30% uploaded.', '60% uploaded.']]);
  });

  it('begins anew with the next uploads, and leaves no timer behind', () => {
    const { scripted, time, said, id } = listen();
    time.advance(10_000);
    scripted.tick(id, { sentBytes: 800 });

    scripted.move(id, completedState('film.mp4'));
    const waitingTimers = time.count();
    scripted.manager.remove(id);
    const next = scripted.put({ name: 'next.mp4', sizeBytes: 1000, state: uploading });
    scripted.tick(next, { sentBytes: 260 });
    time.advance(10_000);

    expect(said).toEqual(['80% uploaded.', '26% uploaded.']);
    expect(waitingTimers).toBe(0);
  });
});
