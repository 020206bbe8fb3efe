import { shield } from '../errors/shield.ts';

/**
 * A typed set of listeners. One listener's error never keeps an event from the others, and each event reaches all of
 * them before the next one: a listener may answer with a command, whose events come after.
 */
export interface Emitter<EventMap> {
  on<Name extends keyof EventMap>(name: Name, listener: (event: EventMap[Name]) => void): () => void;
  emit<Name extends keyof EventMap>(name: Name, event: EventMap[Name]): void;
  /** What is emitted during the change is told when all of it is made. */
  after(change: () => void): void;
}

export function createEmitter<EventMap>(): Emitter<EventMap> {
  const listeners = new Map<keyof EventMap, Set<(event: never) => void>>();
  const untold: (() => void)[] = [];
  let changes = 0;
  let isTelling = false;

  function tellAll(): void {
    if (changes > 0 || isTelling) return;
    isTelling = true;
    // What listeners cause is appended, and told in the same round.
    for (const tell of untold) tell();
    untold.length = 0;
    isTelling = false;
  }

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
      untold.push(() => {
        // Sets are filled by `on` only, which ties the listener's type to the name.
        for (const listener of [...set]) shield(() => (listener as (event: unknown) => void)(event));
      });
      tellAll();
    },
    after(change) {
      changes += 1;
      try {
        change();
      } finally {
        changes -= 1;
        tellAll();
      }
    },
  };
}
