import type { Places } from '../server/server-options.ts';
import type { Frames } from './frames.ts';

/** One uploader on the page, behind what every workload needs. What it cannot do it leaves out. */
export interface PageContender {
  /** Sends every file; resolves when all are whole in the store, rejects when the uploader gave up on one. */
  upload(files: readonly File[]): Promise<void>;
  /** After a reload: the same files were chosen again. */
  resume?(files: readonly File[]): Promise<void>;
  /** Takes the files into its list and sends nothing; resolves when each is there with its size. */
  list?(files: readonly File[]): Promise<void>;
  /** The same with a list that it draws; resolves when the first rows were painted. */
  show?(files: readonly File[]): Promise<void>;
  /** Scrolls down the list that it draws. */
  scroll?(): Promise<Frames>;
  /** Begins to send the first file and keeps all others in the list; resolves when they are there. */
  beginBeside?(files: readonly File[]): Promise<void>;
}

export interface PageOptions extends Places {
  /** The query of the page's address. With `drawn`, the contender has its list on the page. */
  readonly query: URLSearchParams;
}

/** What all contenders get where they let it be set. */
export const partBytes = 16 * 1024 * 1024;
/** Chromium opens this many HTTP/1.1 connections to a host. */
export const connectionsPerHost = 6;

/** Runs a task for each item, so many at a time; the first failure ends it. For libraries without a queue of their own. */
export async function forEachInLanes<Item>(
  items: Iterable<Item>,
  laneCount: number,
  task: (item: Item, lane: number) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const lane = async (index: number): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await task(next.value, index);
  };
  await Promise.all(Array.from({ length: laneCount }, (_, index) => lane(index)));
}
