import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { legacyPrefixesSchema } from './legacy-prefixes.ts';

const place = { tenant_id: 'a', key_prefix: 'images' };
const url = 'https://cdn.example.com/images';

describe('LEGACY_URL_PREFIXES', () => {
  it('R-A8 reads prefixes with a slash at their end, whether it was written or not', () => {
    expect(v.parse(legacyPrefixesSchema, { [url]: place })).toEqual([
      { urlPrefix: `${url}/`, tenantId: 'a', workspaceId: null, keyPrefix: 'images/' },
    ]);
    expect(
      v.parse(legacyPrefixesSchema, { [`${url}/`]: { ...place, workspace_id: 'w', key_prefix: '' } }),
    ).toEqual([{ urlPrefix: `${url}/`, tenantId: 'a', workspaceId: 'w', keyPrefix: '' }]);
  });

  it.each([
    ['no URL', { images: place }],
    ['another protocol', { 'ftp://cdn.example.com/': place }],
    ['credentials', { 'https://user@cdn.example.com/': place }],
    ['a query', { [`${url}?a=b`]: place }],
    ['a fragment', { [`${url}#a`]: place }],
    ['dots', { [`${url}/../other`]: place }],
    ['an escape', { [`${url}/%2e`]: place }],
    ["this server's own keys", { [url]: { ...place, key_prefix: 'tenants/b/' } }],
    ["this server's temporary keys", { [url]: { ...place, key_prefix: 'temp' } }],
    ['a path as key', { [url]: { ...place, key_prefix: '../images' } }],
    ['a rooted key', { [url]: { ...place, key_prefix: '/images' } }],
    ['no tenant', { [url]: { key_prefix: 'images' } }],
    ['something unknown', { [url]: { ...place, bucket: 'b' } }],
    [
      'storage two tenants share',
      { [url]: place, 'https://b.example.com/': { tenant_id: 'b', key_prefix: 'images/b' } },
    ],
    [
      'a URL inside that of another tenant',
      { [url]: place, [`${url}/b`]: { tenant_id: 'b', key_prefix: 'b' } },
    ],
  ])('R-A8 refuses %s', (_, prefixes) => {
    expect(v.safeParse(legacyPrefixesSchema, prefixes).success).toBe(false);
  });
});
