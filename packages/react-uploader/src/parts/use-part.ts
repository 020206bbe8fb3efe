'use client';
import { createElement, type JSX, type ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import type { PartProps, PartRender } from './part-props.ts';

type GivenProps<Tag extends keyof JSX.IntrinsicElements, State> = PartProps<Tag> & {
  readonly render?: PartRender<PartProps<Tag>, State> | undefined;
};

type Draw<Tag extends keyof JSX.IntrinsicElements, State> = (
  state: State,
  defaults: PartProps<Tag>,
  own?: PartProps<Tag>,
) => ReactElement;

/**
 * Draws a part, as its element or with the page's `render`. What the page sets takes the place of the part's `defaults`;
 * what is the part's `own` takes the place of what the page sets.
 */
export function usePart<Tag extends keyof JSX.IntrinsicElements, State>(
  tag: Tag,
  name: string,
  { render, ...given }: GivenProps<Tag, State>,
): Draw<Tag, State> {
  const part = usePartMarks();
  return (state, defaults, own) => {
    const props = { ...part(name), ...defaults, ...given, ...own };
    if (render !== undefined) return render(props, state);
    const element: string = tag;
    return createElement(element, props);
  };
}
