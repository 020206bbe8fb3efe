import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketNameOf, isBucketTemplate } from './provisioning.ts';

const perTenant = { strategy: 'bucket-per-tenant', template: 'uploads-{tenant}' } as const;

describe('R-C9 the bucket of a tenant', () => {
  it('is the same for all with one shared bucket', () => {
    const shared = { strategy: 'shared', bucket: 'everything' } as const;

    expect([bucketNameOf(shared, 'a'), bucketNameOf(shared, 'b')]).toEqual(['everything', 'everything']);
  });

  it.each([
    ['acme', 'uploads-acme'],
    ['acme-corp', 'uploads-acme-corp'],
    ['Acme', 'uploads---41cme'],
    ['../x', 'uploads---2e--2e--2fx'],
    ['{tenant}$&', 'uploads---7btenant--7d--24--26'],
  ])('of the tenant %j is %s', (tenantId, name) => {
    expect(bucketNameOf(perTenant, tenantId)).toBe(name);
  });

  it('is one that S3 takes, and no two tenants have the same', () => {
    const tenantId = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom('a', '-', '2', 'd', 'A', '/'),
    });
    fc.assert(
      fc.property(tenantId, tenantId, (left, right) => {
        const names = [left, right].map((id) => bucketNameOf(perTenant, id));
        for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
        expect(names[0] === names[1]).toBe(left === right);
      }),
    );
  });

  it('is refused when its name would be too long for a bucket', () => {
    expect(() => bucketNameOf(perTenant, 'x'.repeat(60))).toThrow(/63|characters/);
  });
});

it.each([
  ['uploads-{tenant}', true],
  ['a{tenant}-files', true],
  ['{tenant}', false],
  ['uploads', false],
  ['Uploads-{tenant}', false],
  ['uploads-{tenant}-', false],
  ['up_loads-{tenant}', false],
])('the template %s can name buckets: %s', (template, isGood) => {
  expect(isBucketTemplate(template)).toBe(isGood);
});
