/** Tells those who wait for a caller the backend knows that there may be one again. */
export interface SignIn {
  /** Whether it is worth waiting: an anonymous page signs itself in. */
  readonly isAwaited: boolean;
  /** Calls back once; returns the way to stop that. */
  next(listener: () => void): () => void;
  signedIn(): void;
}

export function createSignIn(isAwaited: boolean): SignIn {
  const listeners = new Set<() => void>();
  return {
    isAwaited,
    next(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    signedIn() {
      const waiting = [...listeners];
      listeners.clear();
      for (const listener of waiting) listener();
    },
  };
}
