import { type Schedule, scheduleTimeout } from './schedule.ts';

/** `assertive` interrupts what is being read. It is for what stops everything, such as storage that is full. */
export type Politeness = 'polite' | 'assertive';

/** One message in a live region. */
export interface Announcement {
  readonly id: number;
  readonly politeness: Politeness;
  readonly text: string;
}

export interface Announcer {
  /** Says a sentence through the provider's live region for it. @default 'polite' */
  announce(text: string, politeness?: Politeness): void;
  getAnnouncements(): readonly Announcement[];
  subscribe(listener: () => void): () => void;
}

/** Screen readers have read a message by then; what stays longer is found again while browsing the page. */
const keepMs = 7000;

/** Holds what the live region shows. Each message is a node of its own, so that the same words twice are said twice. */
export function createAnnouncer(schedule: Schedule = scheduleTimeout): Announcer {
  const listeners = new Set<() => void>();
  const removals = new Set<() => void>();
  let announcements: readonly Announcement[] = [];
  let lastId = 0;

  function show(next: readonly Announcement[]) {
    announcements = next;
    for (const listener of listeners) listener();
  }

  return {
    announce(text, politeness = 'polite') {
      // Without a region on the page nobody hears it, and nothing would take it away.
      if (listeners.size === 0) return;
      lastId += 1;
      const id = lastId;
      const cancelRemoval = schedule(() => {
        removals.delete(cancelRemoval);
        show(announcements.filter((announcement) => announcement.id !== id));
      }, keepMs);
      removals.add(cancelRemoval);
      show([...announcements, { id, politeness, text }]);
    },
    getAnnouncements: () => announcements,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        for (const cancelRemoval of removals) cancelRemoval();
        removals.clear();
        announcements = [];
      };
    },
  };
}
