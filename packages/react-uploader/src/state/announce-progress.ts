import type { UploadManager } from '@holdfast/upload-manager';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { percentOfTotals } from './percent-of-totals.ts';
import { type Schedule, scheduleTimeout } from './schedule.ts';

export interface AnnounceProgressOptions {
  readonly manager: UploadManager;
  /** The words of the moment. */
  readonly wording: { readonly current: UploaderWording };
  readonly announce: (text: string) => void;
  readonly schedule?: Schedule;
}

/** Whoever waits wants to hear now and then that it goes on, and nothing of what is over sooner than that. */
const restMs = 10_000;
const milestones = [75, 50, 25];

/** Says at a quarter, at half and at three quarters how far all uploads together are, at most every ten seconds. */
export function announceProgress(options: AnnounceProgressOptions): () => void {
  const { manager, wording, announce, schedule = scheduleTimeout } = options;
  let said = 0;
  let isResting = false;
  let cancelRest: (() => void) | null = null;

  function rest() {
    isResting = true;
    cancelRest = schedule(() => {
      isResting = false;
      look();
    }, restMs);
  }

  function look() {
    const { totals } = manager.list.getState();
    if (totals.active === 0) {
      said = 0;
      cancelRest?.();
      cancelRest = null;
      isResting = false;
      return;
    }
    // The first rest begins with the first upload.
    if (cancelRest === null) rest();
    const percent = percentOfTotals(totals);
    const reached = milestones.find((milestone) => percent >= milestone) ?? 0;
    // More files lower the percent: then it may pass a milestone again, and that is worth saying.
    if (reached < said) said = reached;
    if (isResting || reached <= said) return;
    said = reached;
    announce(wording.current.say('uploadedSoFar', { percent }));
    rest();
  }

  const stop = manager.list.subscribe(look);
  return () => {
    cancelRest?.();
    stop();
  };
}
