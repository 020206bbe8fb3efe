import type { SessionRecord } from '../../core/session-record.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { TabLock } from '../../ports/tab-lock.ts';
import type { SessionRecords } from '../sessions/session-records.ts';
import { type AdoptParts, adoptUploads } from './adopt-uploads.ts';
import type { Mirror } from './mirror.ts';

export interface SuccessionParts extends AdoptParts {
  readonly tabLock: TabLock;
  readonly records: SessionRecords;
  readonly listRecords: () => Promise<readonly SessionRecord[]>;
  readonly mirror: Mirror;
  /** This page's name. */
  readonly page: () => string;
  /** Tells the other pages which uploads are this page's now. */
  readonly announce: (ids: readonly string[]) => void;
  readonly onWarning: (error: UploadError) => void;
  readonly signal: AbortSignal;
}

export interface Succession {
  /** Takes over the uploads of pages that are gone; resolves when they are listed. */
  inheritAbandoned(): Promise<void>;
  /** Takes over what a page leaves, as soon as it is gone. */
  follow(other: string): void;
  /** Takes uploads over from pages that are there, because the user wants it so. */
  takeOver(ids: readonly string[]): Promise<void>;
}

/**
 * Who takes over when a page goes away, however it does. A page's lock is free from then on, and of all who wait for
 * it one gets it: the heir. It keeps the lock for its own life, so that nobody inherits the same page twice.
 */
export function createSuccession(parts: SuccessionParts): Succession {
  const { announce, listRecords, mirror, onWarning, page, records, signal, tabLock } = parts;
  const followed = new Set<string>();

  /** Who claims a record raises its fence: a page that comes to life again finds itself superseded. */
  async function claimAll(wanted: readonly SessionRecord[]): Promise<readonly SessionRecord[]> {
    const claims = await Promise.all(wanted.map((record) => records.claim(record)));
    return wanted.filter((_, index) => claims[index]);
  }

  async function inherit(other: string): Promise<void> {
    const left = await claimAll((await listRecords()).filter((record) => record.owner === other));
    const bequests = mirror.uploadsOf(other);
    for (const id of bequests.keys()) mirror.release(id);
    adoptUploads(parts, left, bequests);
    announce([...left.map((record) => record.id), ...bequests.keys()]);
  }

  async function waitFor(other: string): Promise<void> {
    try {
      await tabLock.hold(other, signal);
      await inherit(other);
    } catch (cause) {
      if (signal.aborted) return;
      onWarning(
        new UploadError('storage_blocked', `The uploads of ${other} could not be taken over`, { cause }),
      );
    }
  }

  function follow(other: string): void {
    if (followed.has(other)) return;
    followed.add(other);
    void waitFor(other);
  }

  async function inheritOrFollow(other: string): Promise<void> {
    if (other === page() || followed.has(other)) return;
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
    async takeOver(ids) {
      const wanted = (await listRecords()).filter(({ id }) => ids.includes(id));
      const taken = await claimAll(wanted.filter(({ owner }) => owner !== page()));
      const bequests = new Map(
        taken.flatMap(({ id }) => {
          const bequest = mirror.bequestOf(id);
          mirror.release(id);
          return bequest === undefined ? [] : [[id, bequest] as const];
        }),
      );
      adoptUploads(parts, taken, bequests);
      announce(taken.map(({ id }) => id));
    },
  };
}
