import type { Fault, FaultPlan, FaultRule } from './fault-rule.ts';

export interface FaultCount {
  readonly rule: FaultRule;
  readonly hits: number;
}

/** Failures on order, for tests and QA. */
export interface Faults {
  /** The fault for a request, if a rule says so; counts it as hit. */
  decide(method: string, path: string): Fault | null;
  replace(plan: FaultPlan): void;
  clear(): void;
  list(): readonly FaultCount[];
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  hits: number;
}

/** Rules are tried in their order; the first that matches and has hits left decides. */
export function createFaults(): Faults {
  let active: readonly ActiveRule[] = [];
  let random = seededRandom(1);

  return {
    decide(method, path) {
      for (const entry of active) {
        const { rule, pattern } = entry;
        if (rule.method !== undefined && rule.method !== method.toUpperCase()) continue;
        if (!pattern.test(path) || entry.hits >= (rule.times ?? Number.POSITIVE_INFINITY)) continue;
        if (rule.probability < 1 && random() >= rule.probability) continue;
        entry.hits += 1;
        return rule.fault;
      }
      return null;
    },
    replace({ seed, rules }) {
      random = seededRandom(seed);
      active = rules.map((rule) => ({ rule, pattern: toPattern(rule.path), hits: 0 }));
    },
    clear() {
      active = [];
    },
    list: () => active.map(({ rule, hits }) => ({ rule, hits })),
  };
}

function toPattern(path: string): RegExp {
  const literal = path.split('*').map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}

/** Mulberry32: small, and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
