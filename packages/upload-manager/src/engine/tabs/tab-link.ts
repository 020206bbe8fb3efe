import type { FileSource } from '../../ports/file-source.ts';
import type { TabChannel, TabChannelSeat } from '../../ports/tab-channel.ts';
import type { TabMessageBody } from './tab-message.ts';
import { type CommandName, tabMessageVersion } from './tab-names.ts';

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
  /** Drops what other pages handed over. */
  forget(): void;
}

export interface TabLink {
  /** Makes this page known to the others, as soon as it holds its own lock; from then on it hears them. */
  open(): Promise<void>;
  load(): Promise<Tabs>;
  /** Tells every page that the user signed out. */
  signOut(): Promise<void>;
}

export interface TabLinkParts {
  readonly channel: TabChannel;
  /** This page's name. */
  readonly page: () => string;
  /** Resolves when this page holds its own lock. Whoever hears of a page whose lock is free takes it for gone. */
  readonly isPresent: Promise<void>;
  readonly load: (post: (message: TabMessageBody) => void) => Promise<Tabs>;
  readonly signal: AbortSignal;
}

/** The part of the tabs code that every page needs: one ear at the channel, and the way to the rest. */
export function createTabLink({ channel, page, isPresent, load, signal }: TabLinkParts): TabLink {
  let seat: TabChannelSeat | null = null;
  let opening: Promise<void> | null = null;
  let loading: Promise<Tabs> | null = null;

  function post(message: TabMessageBody): void {
    seat?.post({ version: tabMessageVersion, from: page(), ...message });
  }

  function loadOnce(): Promise<Tabs> {
    loading ??= load(post).catch((error: unknown) => {
      // The network may be gone for a moment: the next one who asks tries again.
      loading = null;
      throw error;
    });
    return loading;
  }

  async function hear(message: unknown): Promise<void> {
    try {
      (await loadOnce()).receive(message);
    } catch {
      // Messages are hints; without the code that understands them the page goes on alone.
    }
  }

  async function join(): Promise<void> {
    await isPresent;
    if (signal.aborted) return;
    seat = channel.join((message) => void hear(message));
    signal.addEventListener('abort', () => seat?.leave(), { once: true });
    post({ type: 'opened' });
  }

  function open(): Promise<void> {
    opening ??= join();
    return opening;
  }

  return {
    open,
    async signOut() {
      void loading?.then((tabs) => tabs.forget());
      await open();
      post({ type: 'signed-out' });
    },
    load: loadOnce,
  };
}
