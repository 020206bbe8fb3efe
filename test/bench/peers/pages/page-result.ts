import type { Frames } from './frames.ts';

export type PageTask = 'upload' | 'resume' | 'list' | 'show' | 'scroll' | 'beginBeside' | 'watch';

export type PageResult =
  | {
      readonly outcome: 'done';
      readonly wallMs: number;
      /** Until the call came back, before anything it waits for. */
      readonly callMs: number;
      /** Longest task of the main thread; 0 when none took 50 ms. */
      readonly longestTaskMs: number;
      /** Where the page was scrolled. */
      readonly frames: Frames | null;
    }
  | { readonly outcome: 'failed'; readonly reason: string }
  /** The contender has nothing for this task. */
  | { readonly outcome: 'unable' };

declare global {
  interface Window {
    isReady?: boolean;
    /** Fulfilled once files were chosen. */
    chosen?: Promise<{ run(task: PageTask): Promise<PageResult> }>;
  }
}
