import * as library from '../engine/calls/library-calls.ts';
import * as editing from '../engine/editing/metadata-editor.ts';
import * as network from '../engine/network/start-network-part.ts';
import type { OnDemand } from '../engine/on-demand.ts';
import * as preflight from '../engine/preparing/preflight.ts';
import * as tabs from '../engine/tabs/start-tabs.ts';

/** What an engine loads on demand, here before it is needed: a manual clock does not wait for modules. */
export const codeAtHand: OnDemand = {
  editing: async () => editing,
  library: async () => library,
  network: async () => network,
  preflight: async () => preflight,
  tabs: async () => tabs,
};
