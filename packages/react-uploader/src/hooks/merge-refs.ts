import type { Ref, RefCallback } from 'react';

/** One ref that fills ours and the one the host passed. */
export function mergeRefs<T>(own: Ref<T>, given: Ref<T> | undefined): RefCallback<T> {
  return (element) => {
    fill(own, element);
    const cleanUp = fill(given, element);
    // React 19 lets a ref return its clean-up; React 18 calls it with null instead.
    if (typeof cleanUp !== 'function') return undefined;
    return () => {
      fill(own, null);
      cleanUp();
    };
  };
}

function fill<T>(ref: Ref<T> | undefined, element: T | null): ReturnType<RefCallback<T>> {
  if (typeof ref === 'function') return ref(element);
  if (ref !== undefined && ref !== null) ref.current = element;
  return undefined;
}
