'use client';
import { describeError } from '@holdfast/upload-manager/messages';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import type { MorePages } from '../../state/account/pages-resource.ts';
import { QuietButton } from '../quiet-button.tsx';

export interface MoreButtonProps {
  readonly more: MorePages;
  readonly loadMore: () => void;
  /** What is said while the next page is fetched. */
  readonly loadingText: string;
}

/** Fetches the next page of a list. When there is none, its place keeps the focus of whoever asked for the last one. */
export function MoreButton({ more, loadMore, loadingText }: MoreButtonProps): ReactElement {
  const wording = useAccountWording();
  const part = usePartMarks();
  const isLoading = more.status === 'loading';
  return (
    <div {...part('more')} tabIndex={-1}>
      {more.status === 'failed' && <p {...part('notice')}>{describeError(more.error, wording).text}</p>}
      {more.status !== 'none' && (
        <QuietButton isIdle={isLoading} onClick={loadMore}>
          {isLoading ? loadingText : wording.say('loadMore')}
        </QuietButton>
      )}
    </div>
  );
}
