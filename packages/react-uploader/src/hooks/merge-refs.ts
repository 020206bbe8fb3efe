import type { Ref, RefCallback, RefObject } from 'react';

/** One ref that fills ours and the one the host passed. */
export function mergeRefs<T>(own: RefObject<T | null>, given: Ref<T> | undefined): RefCallback<T> {
  return (element) => {
    own.current = element;
    if (given === undefined || given === null) return undefined;
    if (typeof given !== 'function') {
      given.current = element;
      return undefined;
    }
    const cleanUp = given(element);
    // React 19 lets a ref return its clean-up; React 18 calls it with null instead.
    if (typeof cleanUp !== 'function') return undefined;
    return () => {
      own.current = null;
      cleanUp();
    };
  };
}
