export interface FaultPlanOptions {
  /** Of all requests with a body, 0 to 1. */
  readonly share: number;
  readonly seed: number;
}

/** `refuse` takes all of the body and answers 500; `drop` ends the connection when this share of the body has come. */
export type Fault = { readonly kind: 'refuse' } | { readonly kind: 'drop'; readonly atShare: number };

/** What becomes of the next request with a body; the same seed gives the same sequence again. */
export type FaultPlan = () => Fault | null;

export function createFaultPlan({ share, seed }: FaultPlanOptions): FaultPlan {
  const random = createRandom(seed);
  return () => {
    // Three numbers are drawn for every request, so that one fault does not shift all that follow.
    const [isHit, isDrop, atShare] = [random() < share, random() < 0.5, random()];
    if (!isHit) return null;
    return isDrop ? { kind: 'drop', atShare } : { kind: 'refuse' };
  };
}

/** Mulberry32: a full-period generator of 32 bits, enough to spread faults. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
