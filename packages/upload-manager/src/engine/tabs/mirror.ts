import type { PartProgress } from '../../core/progress.ts';
import { isFinished } from '../../core/selectors.ts';
import type { UploadOptions } from '../../core/upload-snapshot.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Dispatcher, NewUpload } from '../dispatch.ts';
import type { UploadsMessage, WireUpload } from './tab-message.ts';
import { fromWireState } from './wire-state.ts';

export interface MirrorParts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  /** Whether this page works on the upload: then nobody else's word counts. */
  readonly isOwn: (id: string) => boolean;
  /** Lets go of an upload that this page only offered, because another page has its file. Says whether it was one. */
  readonly withdrawOffer: (id: string) => boolean;
  readonly contentUrl: (fileId: string) => string;
  /** Asks the other pages for everything. */
  readonly askAgain: () => void;
}

/** What another page handed over of an upload, beside what is shown. */
export interface Bequest {
  readonly file: File | null;
  readonly idempotencyKey: string;
}

export interface Mirror {
  /** Shows what arrives from now on. */
  start(): void;
  readonly isWatching: () => boolean;
  receive(message: UploadsMessage): void;
  /** The page that works on an upload shown here. */
  ownerOf(id: string): string | undefined;
  /** The uploads of a page, each with what it handed over. */
  uploadsOf(owner: string): ReadonlyMap<string, Bequest>;
  bequestOf(id: string): Bequest | undefined;
  /** From now on the upload is this page's, or nobody's. */
  release(id: string): void;
  releaseAll(): void;
}

interface Mirrored extends Bequest {
  readonly owner: string;
}

/** Shows the uploads of other pages in this page's list. It writes no record and calls no server. */
export function createMirror({
  dispatcher,
  clock,
  isOwn,
  withdrawOffer,
  contentUrl,
  askAgain,
}: MirrorParts): Mirror {
  const mirrored = new Map<string, Mirrored>();
  const lastSequences = new Map<string, number>();
  let watchingSince: number | null = null;

  /** False for a message that is late or doubled. One that shows a gap still counts; what was lost is asked for. */
  function isNews({ from, sequence }: UploadsMessage): boolean {
    const last = lastSequences.get(from);
    if (last !== undefined && sequence <= last) return false;
    lastSequences.set(from, sequence);
    if (last !== undefined && sequence > last + 1) askAgain();
    return true;
  }

  function show(from: string, uploads: readonly WireUpload[]): void {
    const added: NewUpload[] = [];
    for (const wire of uploads) {
      if (isOwn(wire.id) && !(wire.state.status !== 'needs-file' && withdrawOffer(wire.id))) continue;
      const file = wire.bytes ?? mirrored.get(wire.id)?.file ?? null;
      mirrored.set(wire.id, { owner: from, file, idempotencyKey: wire.idempotencyKey });
      const upload = toNewUpload(wire, contentUrl);
      const shown = dispatcher.snapshot(wire.id);
      if (shown === undefined) added.push(upload);
      // An end is the end, whatever a late message says. Only a failed upload can be tried again.
      else if (!isFinished(shown.state) || shown.state.status === 'failed') dispatcher.replace(upload);
      setInFlight(wire);
    }
    if (added.length === 0) return;
    // An upload that began and ended between two messages still tells its listeners that it ended.
    dispatcher.insert(
      added.map((upload) => (isNew(upload) ? { ...upload, state: { status: 'preparing' } } : upload)),
    );
    for (const upload of added) if (isNew(upload)) dispatcher.replace(upload);
    uploads.forEach(setInFlight);
  }

  function isNew({ addedAt }: NewUpload): boolean {
    return watchingSince !== null && addedAt >= watchingSince;
  }

  function setInFlight(entry: {
    readonly id: string;
    readonly inFlight: readonly PartProgress[];
    readonly bytesPerSecond: number | null;
  }): void {
    if (!isOwn(entry.id)) dispatcher.setInFlight(entry.id, entry.inFlight, entry.bytesPerSecond);
  }

  function drop(from: string, ids: readonly string[]): void {
    const gone = ids.filter((id) => !isOwn(id) && mirrored.get(id)?.owner === from);
    for (const id of gone) mirrored.delete(id);
    dispatcher.remove(new Set(gone));
  }

  return {
    start() {
      watchingSince ??= clock.now();
      askAgain();
    },
    isWatching: () => watchingSince !== null,
    receive(message) {
      if (watchingSince === null || !isNews(message)) return;
      const { all, from, progress, removed, uploads } = message;
      show(from, uploads);
      progress.forEach(setInFlight);
      drop(from, removed);
      if (all === null) return;
      const listed = new Set(all);
      drop(
        from,
        [...mirrored.keys()].filter((id) => !listed.has(id)),
      );
      // The first message of a list may be the one that got lost: nothing before it shows the gap.
      if (all.some((id) => dispatcher.snapshot(id) === undefined)) askAgain();
    },
    ownerOf: (id) => mirrored.get(id)?.owner,
    uploadsOf: (owner) => new Map([...mirrored].filter(([, entry]) => entry.owner === owner)),
    bequestOf: (id) => mirrored.get(id),
    release(id) {
      mirrored.delete(id);
    },
    releaseAll: () => mirrored.clear(),
  };
}

function toNewUpload(
  { id, file, options, addedAt, state }: WireUpload,
  contentUrl: (fileId: string) => string,
): NewUpload {
  return {
    id,
    owner: 'other-page',
    file,
    // What the server was told about the file; shown here, never sent from here.
    options: options as UploadOptions,
    addedAt,
    state: fromWireState(state, contentUrl),
  };
}
