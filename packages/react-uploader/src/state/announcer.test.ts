import { describe, expect, it } from 'vitest';
import { createManualSchedule } from '../testing/manual-schedule.ts';
import { createAnnouncer } from './announcer.ts';

describe('the announcer', () => {
  it('keeps a message for seven seconds, so that it is not found again while browsing the page', () => {
    const time = createManualSchedule();
    const announcer = createAnnouncer(time.schedule);
    announcer.subscribe(() => {});

    announcer.announce('One file added.');
    time.advance(6999);
    const before = announcer.getAnnouncements();
    time.advance(1);

    expect(before).toEqual([{ id: 1, politeness: 'polite', text: 'One file added.' }]);
    expect(announcer.getAnnouncements()).toEqual([]);
  });

  it('says the same words twice when they are announced twice', () => {
    const announcer = createAnnouncer(createManualSchedule().schedule);
    announcer.subscribe(() => {});

    announcer.announce('photo.jpg uploaded.');
    announcer.announce('photo.jpg uploaded.');

    expect(announcer.getAnnouncements().map(({ id }) => id)).toEqual([1, 2]);
  });

  it('leaves no timer behind when the page stops listening', () => {
    const time = createManualSchedule();
    const announcer = createAnnouncer(time.schedule);
    const stop = announcer.subscribe(() => {});

    announcer.announce('One file added.');
    stop();

    expect(time.count()).toBe(0);
    expect(announcer.getAnnouncements()).toEqual([]);
  });
});
