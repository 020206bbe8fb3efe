import { isFinished, sessionOf, storedPartsOf } from '../../core/selectors.ts';
import type { SessionRecord } from '../../core/session-record.ts';
import type { UploadEffect } from '../../core/upload-effect.ts';
import type { UploadState } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Dispatcher, NewUpload } from '../dispatch.ts';
import { createUploadJob, type UploadJob } from '../upload-job.ts';
import type { Bequest } from './mirror.ts';

export interface AdoptParts {
  readonly ports: Pick<Ports, 'clock' | 'fileSources'>;
  readonly dispatcher: Dispatcher;
  readonly jobs: Map<string, UploadJob>;
  readonly runEffects: (id: string, effects: readonly UploadEffect[]) => void;
}

/** An upload about to become this page's own. */
interface Adoption {
  readonly upload: NewUpload;
  readonly job: UploadJob;
  readonly effects: readonly UploadEffect[];
}

/** Goes on with the uploads of a page that is gone: with its stored sessions, and with what it told and handed over. */
export function adoptUploads(
  parts: AdoptParts,
  records: readonly SessionRecord[],
  bequests: ReadonlyMap<string, Bequest>,
): void {
  const { dispatcher, jobs, runEffects } = parts;
  const recorded = new Set(records.map((record) => record.id));
  const adoptions = [
    ...records.map((record) => fromRecord(parts, record, bequests.get(record.id))),
    ...[...bequests].flatMap(([id, bequest]) => (recorded.has(id) ? [] : fromBequest(parts, id, bequest))),
  ].filter(({ upload }) => !jobs.has(upload.id));

  const listed = adoptions.filter(({ upload }) => dispatcher.snapshot(upload.id) !== undefined);
  const unlisted = adoptions.filter(({ upload }) => dispatcher.snapshot(upload.id) === undefined);
  for (const { job } of adoptions) jobs.set(job.id, job);
  for (const { upload } of listed) dispatcher.replace(upload);
  dispatcher.insert(unlisted.map(({ upload }) => upload));
  for (const { upload, effects } of adoptions) runEffects(upload.id, effects);
}

function fromRecord(parts: AdoptParts, record: SessionRecord, bequest: Bequest | undefined): Adoption {
  const { addedAt, file, fingerprint, handle, id, options, paused, session, storedParts } = record;
  const state: UploadState = paused
    ? { status: 'paused', session, storedParts }
    : { status: 'restoring', session, wait: null };
  const idempotencyKey = parts.ports.clock.createId();
  const source = openBequest(parts, bequest, file.relativePath);
  return {
    upload: { id, owner: 'this-page', file, options, addedAt, state },
    job: createUploadJob({ id, idempotencyKey, source, handle, fingerprint }),
    effects: paused ? [] : [{ type: 'inspectSession', session }],
  };
}

/** Nothing of it is stored: no session was opened, it has ended, or the browser keeps nothing. */
function fromBequest(parts: AdoptParts, id: string, bequest: Bequest): readonly Adoption[] {
  const { dispatcher, ports } = parts;
  const shown = dispatcher.snapshot(id);
  if (shown === undefined) return [];
  const source = openBequest(parts, bequest, shown.file.relativePath);
  const idempotencyKey = bequest.idempotencyKey || ports.clock.createId();
  const [state, effects] = goOn(id, shown.state, source);
  return [
    {
      upload: { ...shown, owner: 'this-page', state },
      job: createUploadJob({ id, idempotencyKey, source, handle: null, fingerprint: null }),
      effects,
    },
  ];
}

function goOn(
  id: string,
  state: UploadState,
  source: FileSource | null,
): readonly [UploadState, readonly UploadEffect[]] {
  if (isFinished(state)) return [state, []];
  const session = sessionOf(state);
  if (state.status === 'paused') {
    const persist: readonly UploadEffect[] =
      session === null
        ? []
        : [{ type: 'persistSession', session, storedParts: state.storedParts, paused: true }];
    return [state, persist];
  }
  if (session !== null) {
    return [
      { status: 'restoring', session, wait: null },
      [
        { type: 'persistSession', session, storedParts: storedPartsOf(state), paused: false },
        { type: 'inspectSession', session },
      ],
    ];
  }
  if (source !== null) return [{ status: 'preparing' }, [{ type: 'prepare' }]];
  const error = new UploadError('needs_file', `The page that had the file of ${id} is gone`);
  return [{ status: 'failed', error, session: null, storedParts: [] }, []];
}

function openBequest(
  { ports }: AdoptParts,
  bequest: Bequest | undefined,
  relativePath: string,
): FileSource | null {
  if (bequest === undefined || bequest.file === null) return null;
  return ports.fileSources.open({ file: bequest.file, relativePath });
}
