import { assertNever } from '../../core/assert-never.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { Ports } from '../../ports/ports.ts';
import type { UploadManager } from '../../upload-manager.ts';
import type { ApiClient } from '../calls/api-client.ts';
import type { EngineContext } from '../engine-context.ts';
import { readRecords } from '../sessions/read-records.ts';
import type { SessionRecords } from '../sessions/session-records.ts';
import type { AdoptParts } from './adopt-uploads.ts';
import { createMirror } from './mirror.ts';
import { type OfferParts, offerSessions } from './offer-sessions.ts';
import { createPublisher } from './publisher.ts';
import { createSuccession } from './succession.ts';
import type { Tabs } from './tab-link.ts';
import { parseTabMessage, type TabMessage, type TabMessageBody, toFileHandle } from './tab-message.ts';
import type { CommandName } from './tab-names.ts';

type TabPorts = AdoptParts['ports'] & Pick<Ports, 'repository' | 'tabLock'>;

export interface TabParts extends Omit<AdoptParts, 'ports'> {
  readonly ports: TabPorts;
  readonly context: EngineContext;
  readonly call: ApiClient['call'];
  readonly onWarning: (error: UploadError) => void;
  /** This page's name. */
  readonly page: () => string;
  readonly records: SessionRecords;
  readonly removed: OfferParts['removed'];
  readonly contentUrl: (fileId: string) => string;
  readonly commands: Pick<UploadManager, CommandName>;
  readonly provideSource: (id: string, source: FileSource) => void;
  readonly post: (message: TabMessageBody) => void;
  readonly signal: AbortSignal;
}

/** Joins the pages of one origin: each tells the others about its uploads, shows theirs, and takes over when one goes. */
export function startTabs(parts: TabParts): Tabs {
  const { commands, contentUrl, dispatcher, jobs, page, ports, post, records, signal } = parts;
  const isOwn = (id: string) => jobs.has(id);
  const withdrawOffer = (id: string) => jobs.get(id)?.isOffer === true && jobs.delete(id);
  const listRecords = () => readRecords(ports, parts.onWarning);
  const askAgain = () => post({ type: 'watch' });

  const publisher = createPublisher({ dispatcher, jobs, clock: ports.clock, post, signal });
  const mirror = createMirror({ dispatcher, clock: ports.clock, isOwn, withdrawOffer, contentUrl, askAgain });
  const succession = createSuccession({
    ...parts,
    tabLock: ports.tabLock,
    listRecords,
    mirror,
    announce: (ids) => {
      if (ids.length > 0) post({ type: 'taken', ids: [...ids] });
    },
  });

  /** Lets go of an upload that another page works on now; that page's news show it from here on. */
  function standDown(ids: readonly string[]): void {
    for (const id of ids) {
      const upload = dispatcher.snapshot(id);
      if (upload === undefined || !jobs.has(id)) continue;
      parts.runEffects(id, [{ type: 'stopWork' }]);
      jobs.delete(id);
      dispatcher.replace({ ...upload, owner: 'other-page' });
    }
    if (ids.length > 0) askAgain();
  }

  /** A message is only a hint: the record says who works on an upload. */
  async function lookAtRecords(): Promise<void> {
    const name = page();
    const taken = (await listRecords()).filter(({ id, owner }) => owner !== name && jobs.has(id));
    standDown(taken.map(({ id }) => id));
  }

  function run(message: TabMessage): void {
    switch (message.type) {
      case 'opened':
        if (mirror.isWatching()) askAgain();
        return;
      case 'watch':
        publisher.publishAll();
        return;
      case 'uploads':
        mirror.receive(message);
        return;
      case 'command':
        if (message.to === page()) commands[message.command](message.ids.filter(isOwn));
        return;
      case 'taken':
        if (message.ids.some(isOwn)) void lookAtRecords();
        return;
      case 'file':
        if (message.to === page() && isOwn(message.id)) {
          const { file, handle, relativePath } = message;
          parts.provideSource(
            message.id,
            ports.fileSources.open({ file, relativePath, ...(handle === null ? {} : { handle }) }),
          );
        }
        return;
      default:
        assertNever(message);
    }
  }

  function provideFile(id: string, source: FileSource): void {
    const to = mirror.ownerOf(id);
    if (to === undefined) return;
    const { file, relativePath } = source;
    post({ type: 'file', to, id, file, relativePath, handle: toFileHandle(source.handle) });
  }

  return {
    receive(value) {
      const message = parseTabMessage(value);
      if (message === null || message.from === page()) return;
      if (mirror.isWatching()) succession.follow(message.from);
      run(message);
    },

    async restore() {
      mirror.start();
      await succession.inheritAbandoned();
      await offerSessions({ ...parts, listRecords });
    },

    command(command, ids) {
      const idsByOwner = new Map<string, string[]>();
      for (const id of ids) {
        const to = mirror.ownerOf(id);
        if (to !== undefined) idsByOwner.set(to, [...(idsByOwner.get(to) ?? []), id]);
      }
      for (const [to, owned] of idsByOwner) post({ type: 'command', to, command, ids: owned });
    },

    provideFile,
    takeOver: succession.takeOver,
    lookAtRecords,

    async comeBack(formerName) {
      const stored = new Map((await listRecords()).map((record) => [record.id, record]));
      const gone: string[] = [];
      for (const id of [...jobs.keys()]) {
        const record = stored.get(id);
        const isOurs = record === undefined || (record.owner === formerName && (await records.claim(record)));
        if (isOurs) dispatcher.dispatch(id, { type: 'workInterrupted' });
        else gone.push(id);
      }
      for (const id of gone) jobs.delete(id);
      dispatcher.remove(new Set(gone));
    },

    standDown,
    forget: mirror.releaseAll,

    async allowAccess(id) {
      const job = jobs.get(id);
      if (job !== undefined && job.source !== null) return;
      // The click was made here, so the browser asks here; the bytes are then handed to the page that needs them.
      const { handle } = job ?? (await listRecords()).find((record) => record.id === id) ?? {};
      const reopened = await ports.fileSources.reopen(handle, { ask: true });
      if (reopened.outcome === 'opened') {
        parts.provideSource(id, reopened.source);
        return;
      }
      if (job === undefined) return;
      const error = new UploadError('file_unreadable', `The file of upload ${id} may not be read`);
      dispatcher.dispatch(id, { type: 'fileRefused', error });
    },
  };
}
