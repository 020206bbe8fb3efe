import type { ComponentPropsWithRef, CSSProperties, JSX, ReactElement } from 'react';

/**
 * Props of the element a part renders, `data-*` attributes included. Without `color`, which no such element has had
 * since `<font>`: the components of design systems mean something else by it.
 */
export type PartProps<Tag extends keyof JSX.IntrinsicElements> = Omit<ComponentPropsWithRef<Tag>, 'color'> & {
  readonly [attribute: `data-${string}`]: string | number | undefined;
};

/** Renders a part as an element or a component of your own. Spread the props on it. */
export type PartRender<Props, State> = (props: Props, state: State) => ReactElement;

/** Presence attributes: there when true, absent when not. */
export function presence(isPresent: boolean): '' | undefined {
  return isPresent ? '' : undefined;
}

/** Custom properties are valid in `style`; React's type only lists the properties it knows. */
export function cssVariables(variables: Readonly<Record<`--${string}`, string | number>>): CSSProperties {
  return variables as CSSProperties;
}
