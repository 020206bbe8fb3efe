import { sessionOf } from '../core/selectors.ts';
import type { UploadEffect } from '../core/upload-effect.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { UploadManager, UploadTarget } from '../upload-manager.ts';
import type { Dispatcher } from './dispatch.ts';
import type { TabLink } from './tabs/tab-link.ts';
import type { CommandName } from './tabs/tab-names.ts';
import type { UploadJob } from './upload-job.ts';

export type Commands = Pick<UploadManager, CommandName>;

export interface CommandParts {
  readonly dispatcher: Dispatcher;
  readonly jobs: Map<string, UploadJob>;
  /** Receives the ids of uploads that were removed. */
  readonly removed: Set<string>;
  readonly runEffects: (id: string, effects: readonly UploadEffect[]) => void;
  readonly tabLink: Pick<TabLink, 'whenLoaded'>;
  /** Aborts when the manager is destroyed: nothing is done from then on. */
  readonly signal: AbortSignal;
}

/** What people ask of uploads: done here for this page's own, passed on to the pages that work on the others. */
export function createCommands(parts: CommandParts): Commands {
  const { dispatcher, jobs, removed, runEffects, signal, tabLink } = parts;

  function command(name: CommandName, ids: readonly string[], event: UploadEvent): void {
    const others = ids.filter((id) => dispatcher.snapshot(id)?.owner === 'other-page');
    for (const id of ids) if (jobs.has(id)) dispatcher.dispatch(id, event);
    if (others.length > 0) tabLink.whenLoaded((tabs) => tabs.command(name, others));
  }

  /**
   * Whether the row may go. What is not cancelled by now goes with its session: a failed upload, which could have been
   * retried, and one that completes, of which the server says whether it was faster.
   */
  function release(id: string): boolean {
    const upload = dispatcher.snapshot(id);
    if (upload?.owner !== 'this-page') return false;
    const session = sessionOf(upload.state);
    if (session !== null) {
      runEffects(id, [{ type: 'stopWork' }, { type: 'cancelSession', session }, { type: 'forgetSession' }]);
    }
    return true;
  }

  const idsOf = (target: UploadTarget | undefined) => (signal.aborted ? [] : targetIds(target, dispatcher));

  return {
    pause: (target) => command('pause', idsOf(target), { type: 'pauseRequested' }),
    resume: (target) => command('resume', idsOf(target), { type: 'resumeRequested' }),
    cancel: (target) => command('cancel', idsOf(target), { type: 'cancelRequested' }),
    retry: (target) => command('retry', idsOf(target), { type: 'retryRequested' }),
    remove(target) {
      const ids = idsOf(target);
      command('remove', ids, { type: 'cancelRequested' });
      const gone = ids.filter(release);
      dispatcher.remove(new Set(gone));
      for (const id of gone) {
        jobs.delete(id);
        removed.add(id);
      }
    },
  };
}

/** The ids that are meant: one, several, or, left out, all. */
export function targetIds(
  target: UploadTarget | undefined,
  { list }: Pick<Dispatcher, 'list'>,
): readonly string[] {
  if (target === undefined) return list.getState().ids;
  return typeof target === 'string' ? [target] : target;
}
