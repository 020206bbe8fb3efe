/** Code that is no part of the first load. `/testing` has all of it from the start, in `code-at-hand.ts`. */
export const onDemand = {
  editing: () => import('./editing/metadata-editor.ts'),
  library: () => import('./calls/library-calls.ts'),
  network: () => import('./network/start-network-part.ts'),
  preflight: () => import('./preparing/preflight.ts'),
  tabs: () => import('./tabs/start-tabs.ts'),
} as const;

export type OnDemand = typeof onDemand;
