import { TransactionUndoneError } from './transaction-undone-error.ts';

const maxAttempts = 4;
const firstDelayMs = 5;

/**
 * Does work again that the database undid, at most three times. Anything else is for the caller: above all a commit
 * whose answer was lost, which may have happened.
 */
export async function retryUndone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TransactionUndoneError) || attempt === maxAttempts) throw error;
    }
    // Two that collided would collide again if they came back at the same moment.
    const delayMs = Math.random() * firstDelayMs * 2 ** attempt;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
