import type { StoreApi } from 'zustand/vanilla';

/** A store the outside may read and watch. Only the engine writes. */
export type ReadOnlyStore<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;
