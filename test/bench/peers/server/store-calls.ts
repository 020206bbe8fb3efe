import type { Store } from './store.ts';
import type { TrafficReport } from './traffic.ts';

/** What the page's own origin asks of the store's thread. */
export interface StoreCalls
  extends Pick<Store, 'begin' | 'listParts' | 'join' | 'abort' | 'object' | 'move' | 'remove' | 'proofs'> {
  countControlCall(): void;
  traffic(): TrafficReport;
}
