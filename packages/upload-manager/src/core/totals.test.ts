import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noTotals, replaceContribution, type UploadTotals } from './totals.ts';

const amounts = fc.nat({ max: 1_000_000 });
const contributions = fc.record<UploadTotals>({
  count: amounts,
  active: amounts,
  completed: amounts,
  failed: amounts,
  cancelled: amounts,
  needsFile: amounts,
  paused: amounts,
  sizeBytes: amounts,
  sentBytes: amounts,
  confirmedBytes: amounts,
});

describe('the totals (R-F2)', () => {
  it('count every field of what comes, and give it back when it goes', () => {
    fc.assert(
      fc.property(contributions, contributions, (one, other) => {
        const counted = replaceContribution(noTotals, noTotals, one);

        expect(counted).toEqual(one);
        expect(replaceContribution(counted, one, other)).toEqual(other);
        expect(replaceContribution(counted, one, noTotals)).toEqual(noTotals);
      }),
    );
  });
});
