import type { Clock } from '../../ports/clock.ts';

/** Records that are not written yet, because most of them will not be needed. */
export interface DraftRecords<Entry extends { readonly id: string }> {
  put(entry: Entry): void;
  /** Takes one out; says whether there was one. */
  drop(id: string): boolean;
  clear(): void;
}

export interface DraftRecordsOptions<Entry> {
  readonly clock: Clock;
  readonly write: (entry: Entry) => void;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** Most small files are through by then: on a fast line, writing down each would take longer than sending it. */
const draftMs = 2000;

/** Keeps records for a moment, and writes down those that are still there; at the end, all of them at once. */
export function createDraftRecords<Entry extends { readonly id: string }>({
  clock,
  signal,
  write,
}: DraftRecordsOptions<Entry>): DraftRecords<Entry> {
  /** In the order in which they are due. */
  const drafts = new Map<string, { readonly entry: Entry; readonly dueAt: number }>();
  let isWaiting = false;

  function writeDue(now: number): void {
    for (const [id, { dueAt, entry }] of drafts) {
      if (dueAt > now) return;
      drafts.delete(id);
      write(entry);
    }
  }

  async function wait(): Promise<void> {
    isWaiting = true;
    try {
      for (let [first] = drafts.values(); first !== undefined; [first] = drafts.values()) {
        await clock.sleep(first.dueAt - clock.now(), signal);
        writeDue(clock.now());
      }
    } catch {
      // The manager is destroyed: whoever comes after it goes on with what is written now.
      writeDue(Number.POSITIVE_INFINITY);
    }
    isWaiting = false;
  }

  return {
    put(entry) {
      drafts.delete(entry.id);
      drafts.set(entry.id, { entry, dueAt: clock.now() + draftMs });
      if (!isWaiting) void wait();
    },
    drop: (id) => drafts.delete(id),
    clear: () => drafts.clear(),
  };
}
