import type { ReactNode } from 'react';
import type { ScriptedManager } from '../src/testing/create-scripted-manager.ts';

/** One block in one state. */
export interface Scene {
  readonly element: ReactNode;
  /** Brings the manager behind it into the state. */
  readonly prepare?: (scripted: ScriptedManager) => void;
}
