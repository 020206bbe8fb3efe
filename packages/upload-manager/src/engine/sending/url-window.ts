import type { SignedPart, SignPartRequest, UploadInstruction } from '../../contract/index.ts';
import { limits } from '../../contract/index.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Clock } from '../../ports/clock.ts';

export interface UrlWindowOptions {
  /** Parts to be sent, ascending. */
  readonly partNumbers: readonly number[];
  /** Parts sent at once. */
  readonly parallelism: number;
  /** The URL that came with the session, for its only part. */
  readonly first: UploadInstruction | null;
  readonly clock: Clock;
  /** The part's checksum; `null` when the session binds none. */
  readonly digest: ((partNumber: number) => Promise<string>) | null;
  readonly sign: (parts: readonly SignPartRequest[]) => Promise<readonly SignedPart[]>;
}

export interface UrlWindow {
  /** Resolves with a fresh URL as soon as the part's window is signed. */
  take(partNumber: number): Promise<UploadInstruction>;
  /** Whether the part's URL can still be used. */
  isFresh(partNumber: number): boolean;
  /** The URL was refused: the next `take` of this part signs again. */
  renew(partNumber: number): void;
}

/** URLs are made anew before the server's fifteen minutes end. Counted from arrival, so that a wrong clock is harmless. */
const urlFreshMs = (limits.urlLifetimeSeconds - 180) * 1000;

/** Hashed windows after the first, for files small enough to need few: with initiate and complete six calls in all. */
const laterWindows = 3;

interface Entry {
  readonly signed: UploadInstruction;
  readonly receivedAt: number;
}

/**
 * Signs part URLs a window at a time. A checksum is bound into each URL, so a window is hashed first; the next window
 * is signed when the parts of the last one are being sent, and was being hashed all the while. The first window is just wide enough to fill
 * all connections, so that the first byte does not wait.
 */
export function createUrlWindow(options: UrlWindowOptions): UrlWindow {
  const { clock, digest, first, sign } = options;
  const entries = new Map<number, Entry>();
  const digests = new Map<number, Promise<string>>();
  const windows = cutWindows(options);
  const pending = new Map<number, Promise<void>>();
  const renewals = new Map<number, Promise<void>>();
  const windowOf = new Map<number, number>();
  windows.forEach((window, index) => {
    for (const partNumber of window) windowOf.set(partNumber, index);
  });

  /** Hashes a part once; a failure is told to whoever waits and may be tried again. */
  function digestOf(partNumber: number, hash: (partNumber: number) => Promise<string>): Promise<string> {
    const known = digests.get(partNumber);
    if (known !== undefined) return known;
    const digesting = hash(partNumber).catch((error: unknown) => {
      digests.delete(partNumber);
      throw error;
    });
    digests.set(partNumber, digesting);
    return digesting;
  }

  async function toRequest(partNumber: number): Promise<SignPartRequest> {
    if (digest === null) return { part_number: partNumber };
    return { part_number: partNumber, checksum: await digestOf(partNumber, digest) };
  }

  async function signAll(wanted: readonly number[]): Promise<void> {
    const parts = await Promise.all(wanted.map(toRequest));
    const signed = await sign(parts);
    const receivedAt = clock.now();
    for (const part of signed) entries.set(part.part_number, { signed: part, receivedAt });
  }

  /** Hashing a window takes longer than sending the one before on a fast line, so it never stops in between. */
  function hashAhead(index: number): void {
    if (digest === null) return;
    for (const partNumber of windows[index] ?? []) {
      digestOf(partNumber, digest).catch(() => {
        // Nobody waits for it yet. The part that needs it asks again and gets the error.
      });
    }
  }

  /** Signs a window once; a failure is told to whoever waits and may be tried again. */
  function open(index: number): Promise<void> {
    const window = windows[index];
    if (window === undefined) return Promise.resolve();
    const running = pending.get(index);
    if (running !== undefined) return running;
    const opening = signAll(window).then(
      () => hashAhead(index + 1),
      (error: unknown) => {
        pending.delete(index);
        throw error;
      },
    );
    pending.set(index, opening);
    return opening;
  }

  function prefetch(index: number): void {
    open(index).catch(() => {
      // Nobody waits for it yet. The part that needs it asks again and gets the error.
    });
  }

  function fresh(partNumber: number): UploadInstruction | undefined {
    const entry = entries.get(partNumber);
    if (entry === undefined || clock.now() - entry.receivedAt > urlFreshMs) return undefined;
    return entry.signed;
  }

  /** Signs again what is stale from this part to the end of its window, once for all lanes that notice. */
  function renewWindow(index: number, from: number): Promise<void> {
    const running = renewals.get(index);
    if (running !== undefined) return running;
    const stale = (windows[index] ?? []).filter((other) => other >= from && fresh(other) === undefined);
    const renewal = signAll(stale).finally(() => renewals.delete(index));
    renewals.set(index, renewal);
    return renewal;
  }

  const [only] = options.partNumbers;
  if (first !== null && only !== undefined) {
    entries.set(only, { signed: first, receivedAt: clock.now() });
    pending.set(0, Promise.resolve());
  }

  return {
    isFresh: (partNumber) => fresh(partNumber) !== undefined,
    async take(partNumber) {
      const index = windowOf.get(partNumber) ?? 0;
      const opening = open(index);
      // Reaching a window means that the one before is used up: now the next is made ready. Not after this one, or the
      // connections of a second host, and those the first window did not know of, would wait for a round trip more.
      prefetch(index + 1);
      await opening;
      if (fresh(partNumber) === undefined) await renewWindow(index, partNumber);
      // A renewal that was already under way may have begun behind this part.
      if (fresh(partNumber) === undefined) await signAll([partNumber]);
      const signed = fresh(partNumber);
      if (signed !== undefined) return signed;
      throw new UploadError('proxy_rejected', `The answer has no URL for part ${partNumber}`, {
        retryable: true,
      });
    },
    renew(partNumber) {
      entries.delete(partNumber);
    },
  };
}

function cutWindows({ digest, parallelism, partNumbers }: UrlWindowOptions): readonly (readonly number[])[] {
  const rest = partNumbers.length - parallelism;
  // Without hashing there is nothing to wait for, so a window is as wide as a call may be.
  const shared = digest === null ? rest : Math.ceil(rest / laterWindows);
  const wide = Math.min(limits.maxPartUrlsPerCall, Math.max(parallelism, shared));
  const windows = [partNumbers.slice(0, parallelism)];
  for (let start = parallelism; start < partNumbers.length; start += wide) {
    windows.push(partNumbers.slice(start, start + wide));
  }
  return windows;
}
