import type { FaultPlanOptions } from './fault-plan.ts';
import type { Line } from './shaped-line.ts';
import type { TrafficReport } from './traffic.ts';

/** What a run asks of its server; handed over as JSON. */
export interface ServerOptions {
  /** The built pages. */
  readonly pagesRoot: string;
  readonly dataFolder: string;
  /** Names the store can be reached by. */
  readonly hosts: 1 | 2;
  readonly line: Line | null;
  readonly faults: FaultPlanOptions | null;
  /** Whether calls that open uploads wait for ever, so that taking files in is measured without sending them. */
  readonly holdsUploads: boolean;
}

export interface AppThreadOptions extends ServerOptions, Places {}

export const serverOptionsVariable = 'PEERS_SERVER_OPTIONS';

/** Where a page finds the store. */
export interface Places {
  readonly storeOrigins: readonly string[];
}

/** One object of the store, by what proves it. */
export type ObjectProof = readonly { readonly sizeBytes: number; readonly sha256: string }[];

export interface ServerReport {
  readonly traffic: TrafficReport;
  readonly objects: readonly ObjectProof[];
}
