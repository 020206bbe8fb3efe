'use client';
import { isFinished, type UploadManager, type UploadTotals } from '@holdfast/upload-manager';
import type { ReactElement, ReactNode } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import { useOverallProgress } from '../hooks/use-overall-progress.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import { joinFigures } from '../parts/join-figures.ts';
import { cssVariables } from '../parts/part-props.ts';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { QuietButton } from './quiet-button.tsx';

export interface UploadSummaryProps {
  /** More buttons, after those that act on all uploads. */
  readonly children?: ReactNode;
}

/** All uploads in one line and one bar, with the buttons that act on all of them. */
export function UploadSummary({ children }: UploadSummaryProps): ReactElement {
  const part = usePartMarks();
  const manager = useUploadManager();
  const { say } = useWording();
  const languageProps = useLanguageProps();
  const { isActive, isPaused, isCleared } = useUploads(({ totals }) => ({
    isActive: totals.active > 0,
    isPaused: totals.paused > 0,
    isCleared: totals.completed + totals.cancelled === 0,
  }));
  return (
    <div {...languageProps} {...part('summary')}>
      <SummaryText />
      <SummaryProgress />
      <div {...part('summary-actions')}>
        <QuietButton isIdle={!isActive} onClick={() => manager.pause()}>
          {say('pauseAll')}
        </QuietButton>
        <QuietButton isIdle={!isPaused} onClick={() => manager.resume()}>
          {say('resumeAll')}
        </QuietButton>
        <QuietButton isIdle={isCleared} onClick={() => clearFinished(manager)}>
          {say('clearFinished')}
        </QuietButton>
        {children}
      </div>
    </div>
  );
}

function SummaryText(): ReactElement {
  const part = usePartMarks();
  const wording = useWording();
  const { totals, bytesPerSecond } = useUploads();
  const { remainingMs } = useOverallProgress();
  const { say } = wording;
  const figures = joinFigures([
    totals.sizeBytes === 0 ? null : say('sentOfSize', { sent: totals.sentBytes, size: totals.sizeBytes }),
    totals.active === 0 || bytesPerSecond === null ? null : say('speed', { bytesPerSecond }),
    remainingMs === null ? null : say('timeLeft', { duration: remainingMs }),
  ]);
  return (
    <div {...part('summary-text')}>
      <strong>{headlineOf(totals, wording)}</strong>
      <span>{figures}</span>
    </div>
  );
}

function SummaryProgress(): ReactElement {
  const part = usePartMarks();
  const wording = useWording();
  const { percent } = useOverallProgress();
  return (
    <div
      role="progressbar"
      aria-label={wording.say('overallProgress')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={wording.percent(percent)}
      {...part('summary-progress')}
      style={cssVariables({ '--upload-progress': percent / 100 })}
    >
      <span {...part('item-progress-fill')} />
    </div>
  );
}

/** What matters most comes first: what moves, then what waits for the user, then what is over. */
function headlineOf(totals: UploadTotals, { say }: UploaderWording): string {
  const { active, needsFile, failed, paused, completed } = totals;
  if (active > 0) return say('activeUploads', { count: active });
  if (needsFile > 0) return say('waitingUploads', { count: needsFile });
  if (failed > 0) return say('failedUploads', { count: failed });
  if (paused > 0) return say('pausedUploads', { count: paused });
  if (completed > 0) return say('allUploaded', { count: completed });
  return say('nothingActive');
}

/** Failed uploads stay: they can still be tried again. */
function clearFinished(manager: UploadManager): void {
  const ids = manager.list.getState().ids.filter((id) => {
    const state = manager.getUpload(id)?.getState().state;
    return state !== undefined && isFinished(state) && state.status !== 'failed';
  });
  if (ids.length > 0) manager.remove(ids);
}
