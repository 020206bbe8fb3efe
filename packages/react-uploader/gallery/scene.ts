import type { ReactNode } from 'react';
import type { ScriptedManager } from '../src/testing/create-scripted-manager.ts';

/** One block in one state. */
export interface Scene {
  readonly element: ReactNode;
  /** Brings the manager behind it into the state. */
  readonly prepare?: (scripted: ScriptedManager) => void;
  /** What a person does, or what happens, before the state is there. */
  readonly act?: (scripted: ScriptedManager) => Promise<void>;
  /** Something is still on its way, and stays so. @default false */
  readonly isBusy?: boolean;
}

const never = () => new Promise<never>(() => {});

/** From now on the server takes its time: nothing that is asked for comes, and nothing that is told is taken. */
export function stopAnswers({ manager }: ScriptedManager): void {
  Object.assign(manager, {
    editMetadata: never,
    getQuota: never,
    getUsage: never,
    listFiles: never,
    listHistory: never,
    listPlans: never,
    listReferences: never,
  });
}
