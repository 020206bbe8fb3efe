import type { BackendContext } from '../backend-context.ts';
import { deliverFileEvents } from './file-events.ts';

export interface EventDelivery {
  /** Tells the host soon of what has just become active. */
  wake(): void;
  /** Waits for what is being told now. */
  idle(): Promise<void>;
}

/** Delivers right after a completion, so that nobody waits for the job; what fails here the job repeats. */
export function createEventDelivery(context: BackendContext): EventDelivery {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;

  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      try {
        await deliverFileEvents(context);
      } catch (error) {
        context.log({ level: 'warn', event: 'file_event.delivery_failed', error });
      }
    } while (isAskedAgain);
    running = undefined;
  };

  return {
    wake() {
      isAskedAgain = true;
      running ??= run();
    },
    idle: async () => running,
  };
}
