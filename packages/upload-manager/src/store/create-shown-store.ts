import { createStore, type StoreApi } from 'zustand/vanilla';
import { shield } from '../errors/shield.ts';

/** A store that the application watches: an error of one who watches keeps it from nobody else. */
export function createShownStore<T>(initial: T): StoreApi<T> {
  const store = createStore<T>(() => initial);
  return {
    ...store,
    subscribe: (listener) => store.subscribe((state, previous) => shield(() => listener(state, previous))),
  };
}
