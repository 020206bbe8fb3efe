'use client';
import type { UploadError } from '@holdfast/upload-manager';
import { describeError, isWorthRetrying } from '@holdfast/upload-manager/messages';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { QuietButton } from '../quiet-button.tsx';

export interface LoadFailureProps {
  readonly error: UploadError;
  readonly onRetry: () => void;
}

/** Says why something could not be loaded, and tries again where that can help. */
export function LoadFailure({ error, onRetry }: LoadFailureProps): ReactElement {
  const wording = useAccountWording();
  const part = usePartMarks();
  return (
    <div {...part('failure')}>
      <p>{describeError(error, wording).text}</p>
      {isWorthRetrying(error) && <QuietButton onClick={onRetry}>{wording.say('tryAgain')}</QuietButton>}
    </div>
  );
}
