import type { SessionRecord } from '../../core/session-record.ts';
import type { TabLock } from '../../ports/tab-lock.ts';
import { type AdoptParts, adoptUploads } from './adopt-uploads.ts';
import type { Mirror } from './mirror.ts';

export interface SuccessionParts extends AdoptParts {
  readonly tabLock: TabLock;
  readonly listRecords: () => Promise<readonly SessionRecord[]>;
  readonly mirror: Mirror;
  /** This page's name. */
  readonly page: string;
  readonly signal: AbortSignal;
}

export interface Succession {
  /** Takes over the uploads of pages that are gone; resolves when they are listed. */
  inheritAbandoned(): Promise<void>;
  /** Takes over what a page leaves, as soon as it is gone. */
  follow(other: string): void;
}

/**
 * Who takes over when a page goes away, however it does. A page's lock is free from then on, and of all who wait for
 * it one gets it: the heir. It keeps the lock for its own life, so that nobody inherits the same page twice.
 */
export function createSuccession(parts: SuccessionParts): Succession {
  const { mirror, page, listRecords, signal, tabLock } = parts;
  const followed = new Set([page]);

  async function inherit(other: string): Promise<void> {
    const left = (await listRecords()).filter((record) => record.owner === other);
    const bequests = mirror.uploadsOf(other);
    for (const id of bequests.keys()) mirror.release(id);
    adoptUploads(parts, left, bequests);
  }

  async function waitFor(other: string): Promise<void> {
    try {
      await tabLock.hold(other, signal);
      await inherit(other);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  function follow(other: string): void {
    if (followed.has(other)) return;
    followed.add(other);
    void waitFor(other);
  }

  async function inheritOrFollow(other: string): Promise<void> {
    if (followed.has(other)) return;
    if (!(await tabLock.tryHold(other, signal))) {
      follow(other);
      return;
    }
    followed.add(other);
    await inherit(other);
  }

  return {
    async inheritAbandoned() {
      const owners = new Set((await listRecords()).map((record) => record.owner));
      await Promise.all([...owners].map(inheritOrFollow));
    },
    follow,
  };
}
