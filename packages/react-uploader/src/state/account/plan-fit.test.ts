import { describe, expect, it } from 'vitest';
import { samplePlans, sampleQuota } from '../../testing/sample-states.ts';
import { nextPlan, planFit } from './plan-fit.ts';

const [free, pro, unlimited] = samplePlans as readonly [
  (typeof samplePlans)[number],
  (typeof samplePlans)[number],
  (typeof samplePlans)[number],
];

describe('how a workspace fits into a plan', () => {
  it('counts what uploads have reserved as well', () => {
    const quota = { ...sampleQuota, used_bytes: 4e9, reserved_bytes: 2e9 };

    expect([free, pro, unlimited].map((plan) => planFit(plan, quota).excessBytes)).toEqual([1e9, 0, 0]);
  });

  it('names the kinds there are too many of, and none that the plan does not limit', () => {
    const counts = {
      workspace: { used: 2, limit: 10 },
      walkthrough: { used: 99, limit: 100 },
      constructor: { used: 1, limit: 5 },
    };

    expect(planFit(free, { ...sampleQuota, counts }).excessKinds).toEqual(['workspace']);
  });
});

describe('the plan that is offered next', () => {
  const quota = { ...sampleQuota, limit_bytes: 5e9, used_bytes: 5e9 };

  it('is the smallest that holds more, whatever order the server lists them in', () => {
    expect(nextPlan([unlimited, pro, free], quota)).toBe(pro);
  });

  it('holds what is needed', () => {
    expect(nextPlan(samplePlans, quota, 1e11)).toBe(unlimited);
  });

  it('is the largest when none holds what is needed', () => {
    expect(nextPlan([free, pro], quota, 1e12)).toBe(pro);
  });

  it('is none for who has the largest, or no limit', () => {
    expect(nextPlan([free], quota)).toBeNull();
    expect(nextPlan(samplePlans, { ...quota, limit_bytes: null })).toBeNull();
  });
});
