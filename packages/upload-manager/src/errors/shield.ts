/**
 * Runs what the application wrote. Its bug surfaces as an uncaught error, which is what it would be anywhere else, and
 * breaks no upload.
 */
export function shield(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (typeof reportError === 'function') reportError(error);
    // Node has no such function: thrown where nobody catches, it ends up in the same place.
    else queueMicrotask(() => throwAgain(error));
  }
}

function throwAgain(error: unknown): never {
  throw error;
}
