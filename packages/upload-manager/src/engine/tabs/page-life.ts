import type { UploadEffect } from '../../core/upload-effect.ts';
import { toUploadError } from '../../errors/to-upload-error.ts';
import type { PageLifecycle } from '../../ports/page-lifecycle.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { UploadJob } from '../upload-job.ts';
import type { Presence } from './presence.ts';
import type { TabLink } from './tab-link.ts';

export interface PageLifeParts {
  readonly lifecycle: PageLifecycle;
  readonly presence: Presence;
  readonly tabLink: TabLink;
  readonly dispatcher: Dispatcher;
  readonly jobs: ReadonlyMap<string, UploadJob>;
  readonly runEffects: (id: string, effects: readonly UploadEffect[]) => void;
  readonly signal: AbortSignal;
}

/**
 * A page that is left may be kept for going back: until then it does nothing, and another page may go on with its
 * uploads. When the user comes back, what is still its own goes on from what the server holds.
 */
export function followPageLife(parts: PageLifeParts): void {
  const { dispatcher, jobs, lifecycle, presence, runEffects, signal, tabLink } = parts;

  let isAway = false;

  function leave(): void {
    isAway = true;
    tabLink.close();
    presence.leave();
    for (const id of jobs.keys()) runEffects(id, [{ type: 'stopWork' }]);
    // What other pages do cannot be known while this one sleeps.
    const { ids } = dispatcher.list.getState();
    dispatcher.remove(new Set(ids.filter((id) => dispatcher.snapshot(id)?.owner === 'other-page')));
  }

  async function comeBack(): Promise<void> {
    isAway = false;
    const formerName = presence.name();
    presence.enter();
    const staying = presence.signal();
    try {
      await tabLink.comeBack(formerName);
    } catch (error) {
      if (staying.aborted) return;
      // Whose uploads these are by now is not known. A retry asks the server.
      for (const id of [...jobs.keys()]) {
        dispatcher.dispatch(id, { type: 'workFailed', error: toUploadError(error) });
      }
    }
  }

  function wakeUp(): void {
    // A page that was left is woken before it is shown again: it looks when it is.
    if (jobs.size > 0 && !isAway) tabLink.whenLoaded((tabs) => tabs.lookAtRecords());
  }

  const stop = lifecycle.subscribe((phase) => {
    if (phase === 'left') leave();
    if (phase === 'returned') void comeBack();
    if (phase === 'resumed') wakeUp();
  });
  signal.addEventListener('abort', stop, { once: true });
}
