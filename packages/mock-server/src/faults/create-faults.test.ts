import { describe, expect, it } from 'vitest';
import { createFaults } from './create-faults.ts';

const fault = { kind: 'html', status: 502 } as const;
const rule = { path: '/a', probability: 1, fault };

describe('createFaults', () => {
  it('hits what matches method and path, as often as it was told', () => {
    const faults = createFaults();
    faults.replace({ seed: 1, rules: [{ ...rule, method: 'POST', path: '/app/*/sign', times: 2 }] });

    const hits = [
      faults.decide('GET', '/app/x/sign'),
      faults.decide('POST', '/app/x/sign/more'),
      faults.decide('post', '/app/x/sign'),
      faults.decide('POST', '/app/x/y/sign'),
      faults.decide('POST', '/app/x/sign'),
    ];

    expect(hits).toEqual([null, null, fault, fault, null]);
    expect(faults.list().map((entry) => entry.hits)).toEqual([2]);
  });

  it('a dot in a path is a dot', () => {
    const faults = createFaults();
    faults.replace({ seed: 1, rules: [{ ...rule, path: '/a.b' }] });

    expect([faults.decide('GET', '/a.b'), faults.decide('GET', '/axb')]).toEqual([fault, null]);
  });

  it('the same seed hits the same requests, about as many as it was told', () => {
    const run = (seed: number) => {
      const faults = createFaults();
      faults.replace({ seed, rules: [{ ...rule, probability: 0.3 }] });
      return Array.from({ length: 1000 }, () => faults.decide('GET', '/a') !== null);
    };

    const hits = run(7).filter(Boolean).length;

    expect(run(7)).toEqual(run(7));
    expect(run(8)).not.toEqual(run(7));
    expect(hits).toBeGreaterThan(240);
    expect(hits).toBeLessThan(360);
  });
});
