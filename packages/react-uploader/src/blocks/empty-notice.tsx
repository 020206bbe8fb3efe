'use client';
import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';

export interface EmptyNoticeProps {
  readonly title: string;
  readonly hint?: string | undefined;
}

/** What stands where a list has nothing to show. */
export function EmptyNotice({ title, hint }: EmptyNoticeProps): ReactElement {
  const part = usePartMarks();
  return (
    <div {...part('empty')}>
      <strong>{title}</strong>
      {hint !== undefined && <span>{hint}</span>}
    </div>
  );
}
