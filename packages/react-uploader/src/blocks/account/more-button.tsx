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

/** Fetches the next page of a list; nothing when there is none. */
export function MoreButton({ more, loadMore, loadingText }: MoreButtonProps): ReactElement | null {
  const wording = useAccountWording();
  const part = usePartMarks();
  if (more.status === 'none') return null;
  const isLoading = more.status === 'loading';
  return (
    <div {...part('more')}>
      {more.status === 'failed' && <p {...part('notice')}>{describeError(more.error, wording).text}</p>}
      <QuietButton isIdle={isLoading} onClick={loadMore}>
        {isLoading ? loadingText : wording.say('loadMore')}
      </QuietButton>
    </div>
  );
}
