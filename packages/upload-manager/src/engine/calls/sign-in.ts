/** Tells those who wait for a caller the backend knows that there may be one again. */
export interface SignIn {
  /** Whether it is worth waiting: an anonymous page signs itself in. */
  readonly isAwaited: boolean;
  /** Calls back once; returns the way to stop that. */
  next(listener: () => void): () => void;
  /** The backend refused the caller. */
  refused(): void;
  signedIn(): void;
}

/** @param onNeeded told once for each time that the caller is signed out, however many calls are refused */
export function createSignIn(isAwaited: boolean, onNeeded: () => void): SignIn {
  const listeners = new Set<() => void>();
  let isNeeded = false;
  return {
    isAwaited,
    next(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    refused() {
      if (isNeeded) return;
      isNeeded = true;
      onNeeded();
    },
    signedIn() {
      isNeeded = false;
      const waiting = [...listeners];
      listeners.clear();
      for (const listener of waiting) listener();
    },
  };
}
