/** A typed set of listeners. One listener's error never keeps an event from the others. */
export interface Emitter<EventMap> {
  on<Name extends keyof EventMap>(name: Name, listener: (event: EventMap[Name]) => void): () => void;
  emit<Name extends keyof EventMap>(name: Name, event: EventMap[Name]): void;
}

export function createEmitter<EventMap>(): Emitter<EventMap> {
  const listeners = new Map<keyof EventMap, Set<(event: never) => void>>();
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => {
        set.delete(listener);
      };
    },
    emit(name, event) {
      const set = listeners.get(name);
      if (set === undefined) return;
      for (const listener of [...set]) {
        try {
          // Sets are filled by `on` only, which ties the listener's type to the name.
          (listener as (event: unknown) => void)(event);
        } catch (error) {
          // The application's bug surfaces as an uncaught error instead of breaking an upload.
          reportError(error);
        }
      }
    },
  };
}
