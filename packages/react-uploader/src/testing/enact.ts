import { act } from '@testing-library/react';

/** Changes something outside of React, lets the components follow, and returns what the change returned. */
export function enact<T>(change: () => T): T {
  const results: T[] = [];
  act(() => {
    results.push(change());
  });
  const [result] = results;
  // The change ran above, or threw.
  return result as T;
}
