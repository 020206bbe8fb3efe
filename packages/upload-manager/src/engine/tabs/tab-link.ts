import type { FileSource } from '../../ports/file-source.ts';
import type { TabChannel, TabChannelSeat } from '../../ports/tab-channel.ts';
import type { Retry } from '../calls/retryer.ts';
import type { Presence } from './presence.ts';
import type { TabMessageBody } from './tab-message.ts';
import { type CommandName, signedOut, tabMessageVersion } from './tab-names.ts';

/** What a page does with and for the other pages. Loaded when the first of them is heard, or looked for. */
export interface Tabs {
  receive(message: unknown): void;
  /** Brings back what pages that are gone left, and shows the uploads of the others from now on. */
  restore(): Promise<void>;
  /** Asks the pages that work on these uploads. */
  command(name: CommandName, ids: readonly string[]): void;
  provideFile(id: string, source: FileSource): void;
  allowAccess(id: string): Promise<void>;
  /** Works on these from now on, whichever page did before. */
  takeOver(ids: readonly string[]): Promise<void>;
  /** Lets go of uploads that another page has taken over. */
  standDown(ids: readonly string[]): void;
  /** Sees whether another page has taken over an upload of this one. */
  lookAtRecords(): Promise<void>;
  /** Goes on with what still is this page's own, after the page was left and came back under a new name. */
  comeBack(formerName: string): Promise<void>;
  /** Drops what other pages handed over. */
  forget(): void;
}

export interface TabLink {
  /** Makes this page known to the others, as soon as it holds its own lock; from then on it hears them. */
  open(): Promise<void>;
  /** Waits for the network to load it from. */
  load(): Promise<Tabs>;
  /** Has the other pages told, or looked at, as soon as that is possible. */
  whenLoaded(task: (tabs: Tabs) => unknown): void;
  /** Resolves when the uploads of earlier pages are listed, or the page was left before. */
  restore(): Promise<void>;
  /** Tells every page that the user signed out. */
  signOut(): Promise<void>;
  /** Neither hears nor says anything until it is opened again. */
  close(): void;
  /** Opens again after the page was left, under a new name. */
  comeBack(formerName: string): Promise<void>;
}

export interface TabLinkParts {
  readonly channel: TabChannel;
  readonly presence: Presence;
  readonly load: (post: (message: TabMessageBody) => void, signal: AbortSignal) => Promise<Tabs>;
  readonly retry: Retry;
  /** The user signed out in another page: nothing of theirs may go on in this one. */
  readonly onSignedOut: () => void;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** The part of the tabs code that every page needs: one ear at the channel, and the way to the rest. */
export function createTabLink(parts: TabLinkParts): TabLink {
  const { channel, load, onSignedOut, presence, retry, signal } = parts;
  let seat: TabChannelSeat | null = null;
  let opening: Promise<void> | null = null;
  let loading: Promise<Tabs> | null = null;
  let isWatching = false;

  function post(message: TabMessageBody): void {
    seat?.post({ version: tabMessageVersion, from: presence.name(), ...message });
  }

  function loadOnce(): Promise<Tabs> {
    if (loading !== null) return loading;
    const staying = presence.signal();
    const own = retry(() => load(post, staying), { signal: staying, onWait: () => {} }).catch(
      (error: unknown) => {
        // Whoever asks next tries again.
        if (loading === own) loading = null;
        throw error;
      },
    );
    loading = own;
    return own;
  }

  function whenLoaded(task: (tabs: Tabs) => unknown): void {
    loadOnce()
      .then(task)
      .catch(() => {
        // What pages tell each other are hints; without the code that understands them the page goes on alone.
      });
  }

  function forgetBequests(): void {
    if (loading !== null) whenLoaded((tabs) => tabs.forget());
  }

  function hear(message: unknown): void {
    if (!isSignOut(message)) {
      whenLoaded((tabs) => tabs.receive(message));
      return;
    }
    forgetBequests();
    onSignedOut();
  }

  async function join(): Promise<void> {
    const staying = presence.signal();
    await presence.held();
    if (staying.aborted) return;
    seat = channel.join(hear);
    post({ type: 'opened' });
  }

  function open(): Promise<void> {
    opening ??= join();
    return opening;
  }

  function close(): void {
    seat?.leave();
    seat = null;
    opening = null;
    loading = null;
  }

  signal.addEventListener('abort', close, { once: true });

  return {
    open,
    load: loadOnce,
    whenLoaded,
    async restore() {
      isWatching = true;
      const staying = presence.signal();
      try {
        await open();
        await (await loadOnce()).restore();
      } catch (error) {
        // The page was left meanwhile: it restores when the user comes back.
        if (!staying.aborted) throw error;
      }
    },
    async signOut() {
      forgetBequests();
      await open();
      post({ type: signedOut });
    },
    close,
    async comeBack(formerName) {
      await open();
      await (await loadOnce()).comeBack(formerName);
      if (isWatching) whenLoaded((tabs) => tabs.restore());
    },
  };
}

/** The one message that is heeded by a page that can load no more code: its server has the next release by now. */
function isSignOut(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  return Reflect.get(message, 'type') === signedOut && Reflect.get(message, 'version') === tabMessageVersion;
}
