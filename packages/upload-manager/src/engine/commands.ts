import { isFinished } from '../core/selectors.ts';
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
}

/** What people ask of uploads: done here for this page's own, passed on to the pages that work on the others. */
export function createCommands({ dispatcher, jobs, removed, runEffects, tabLink }: CommandParts): Commands {
  function command(name: CommandName, ids: readonly string[], event: UploadEvent): void {
    const others = ids.filter((id) => dispatcher.snapshot(id)?.owner === 'other-page');
    for (const id of ids) if (jobs.has(id)) dispatcher.dispatch(id, event);
    if (others.length > 0) tabLink.whenLoaded((tabs) => tabs.command(name, others));
  }

  /** Whether the row may go; the session of a failed upload, which could still have been retried, goes with it. */
  function release(id: string): boolean {
    const upload = dispatcher.snapshot(id);
    if (upload?.owner !== 'this-page' || !isFinished(upload.state)) return false;
    const { state } = upload;
    if (state.status === 'failed' && state.session !== null) {
      runEffects(id, [{ type: 'cancelSession', session: state.session }, { type: 'forgetSession' }]);
    }
    return true;
  }

  const idsOf = (target: UploadTarget | undefined) => targetIds(target, dispatcher);

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
