'use client';
import type { MouseEvent, ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import type { PartProps } from '../parts/part-props.ts';

export interface QuietButtonProps extends Omit<PartProps<'button'>, 'disabled'> {
  /** Nothing happens on a click, but the button stays in reach of the keyboard: a focus in it is not lost. */
  readonly isIdle?: boolean;
}

/** A button that is disabled without losing the focus. */
export function QuietButton({ isIdle = false, onClick, ...rest }: QuietButtonProps): ReactElement {
  const part = usePartMarks();
  return (
    <button
      type="button"
      aria-disabled={isIdle || undefined}
      {...rest}
      {...part('button')}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        if (!isIdle) onClick?.(event);
      }}
    />
  );
}
