/** Code that is no part of the first load. `/testing` has all of it from the start. */
export const onDemand = {
  editing: () => import('./editing/metadata-editor.ts'),
  network: () => import('./network/start-network-part.ts'),
  preflight: () => import('./preparing/preflight.ts'),
  tabs: () => import('./tabs/start-tabs.ts'),
} as const;

export type OnDemand = typeof onDemand;
