import { forwardRef, type ReactElement, version } from 'react';

/** React 19 hands a ref to a component like any other prop. React 18 has to be told that the component takes one. */
export function takesRef<Props extends object, Result extends ReactElement | null>(
  part: (props: Props) => Result,
): (props: Props) => Result {
  if (!version.startsWith('18.')) return part;
  // The props are the part's own: nothing but React calls it, and React took the ref out of them.
  const forwarding = forwardRef<unknown, object>((props, ref) => part({ ...props, ref } as Props));
  forwarding.displayName = part.name;
  // React renders both the same way; only calling it oneself would tell them apart.
  return forwarding as unknown as (props: Props) => Result;
}
