import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateUrl } from './locate-url.ts';

const territory = {
  publicUrl: 'https://files.example.com',
  legacyPrefixes: [
    { urlPrefix: 'https://cdn.example.com/images/', tenantId: 'a', workspaceId: null, keyPrefix: 'old/' },
    {
      urlPrefix: 'https://cdn.example.com/images/deep/',
      tenantId: 'a',
      workspaceId: null,
      keyPrefix: 'deep/',
    },
    { urlPrefix: 'https://all.example.com/', tenantId: 'a', workspaceId: null, keyPrefix: '' },
  ],
};
const file = { kind: 'file', fileId: 'id-1' };
const own = 'https://files.example.com/api/files/id-1/content';

describe('what a URL names', () => {
  it.each([
    own,
    `${own}?t=token`,
    `${own}#top`,
    'HTTPS://FILES.EXAMPLE.COM/api/files/id-1/content',
    'https://files.example.com:443/api/files/id-1/content',
    'https://files.example.com/api/x/../files/id-1/content',
  ])('R-A9 %s is a file of this server', (url) => {
    expect(locateUrl(url, territory)).toEqual(file);
  });

  it.each([
    ['https://cdn.example.com/images/a.png', 'old/a.png'],
    ['https://cdn.example.com/images/2020/a%20b.png?v=3#x', 'old/2020/a b.png'],
    ['HTTPS://CDN.EXAMPLE.COM/images/a.png', 'old/a.png'],
    ['https://cdn.example.com/images/deep/a.png', 'deep/a.png'],
    ['https://cdn.example.com/x/../images/a.png', 'old/a.png'],
    ['https://cdn.example.com/images/%252e%252e/a.png', 'old/%2e%2e/a.png'],
    ['https://all.example.com/images/a.png', 'images/a.png'],
  ])('R-A8 %s is the older object %s', (url, storageKey) => {
    expect(locateUrl(url, territory)).toEqual({ kind: 'legacy', storageKey });
  });

  it.each([
    ['another host', 'https://evil.example.com/api/files/id-1/content'],
    ['a host that begins the same', 'https://files.example.com.evil.com/api/files/id-1/content'],
    ['a host with a dot behind', 'https://files.example.com./api/files/id-1/content'],
    ['our host as a user name', 'https://files.example.com@evil.com/api/files/id-1/content'],
    ['a user name on our host', 'https://evil@files.example.com/api/files/id-1/content'],
    ['a password on our host', 'https://u:p@cdn.example.com/images/a.png'],
    ['another port', 'https://files.example.com:8443/api/files/id-1/content'],
    ['another protocol', 'http://files.example.com/api/files/id-1/content'],
    ['a protocol of its own', 'javascript:https://files.example.com/api/files/id-1/content'],
    ['an upper-case path', 'https://files.example.com/API/files/id-1/content'],
    ['an id that is escaped', 'https://files.example.com/api/files/%69d-1/content'],
    ['more behind the path', `${own}/more`],
    ['a slash behind the path', `${own}/`],
    ['the record, not the content', 'https://files.example.com/api/files/id-1'],
    ['no host', '//files.example.com/api/files/id-1/content'],
    ['a path only', '/api/files/id-1/content'],
    ['a sibling of the prefix', 'https://cdn.example.com/images2/a.png'],
    ['the prefix itself', 'https://cdn.example.com/images/'],
    ['the prefix without its slash', 'https://cdn.example.com/images'],
    ['a way out of the prefix', 'https://cdn.example.com/images/../secret/a.png'],
    ['an escaped way out', 'https://cdn.example.com/images/%2e%2e/secret/a.png'],
    ['a way out behind an escaped slash', 'https://cdn.example.com/images/..%2fsecret/a.png'],
    ['a way out with a backslash', 'https://cdn.example.com/images/..\\secret\\a.png'],
    ['an escaped backslash', 'https://cdn.example.com/images/..%5csecret'],
    ['an escaped slash', 'https://cdn.example.com/images/a%2fb.png'],
    ['NUL', 'https://cdn.example.com/images/a%00.png'],
    ['a line feed', 'https://cdn.example.com/images/a%0a.png'],
    ['an empty segment', 'https://cdn.example.com/images//a.png'],
    ['half an escape', 'https://cdn.example.com/images/%e4.png'],
    ['no escape at all', 'https://cdn.example.com/images/100%.png'],
    ['a name too long for a key', `https://cdn.example.com/images/${'x'.repeat(1100)}`],
    ["another tenant's file by its key", 'https://all.example.com/tenants/b/files/1'],
    ['a temporary object by its key', 'https://all.example.com/temp/uploads/1/original'],
    ['an escaped way to such a key', 'https://all.example.com/%74enants/b/files/1'],
    ['a roundabout way to such a key', 'https://all.example.com/x/../tenants/b/files/1'],
    ['nonsense', 'https://'],
  ])('R-A8 %s is foreign', (_, url) => {
    expect(locateUrl(url, territory)).toEqual({ kind: 'foreign' });
  });

  it('R-A8 whatever comes behind a prefix, a key never leaves its part of storage', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e',
        '%2E%2e',
        '%2f',
        '/',
        '\\',
        '%5c',
        '//',
        '?',
        '#',
        '%00',
        '@',
        'tenants',
        'temp',
        ':',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const location = locateUrl(`https://cdn.example.com/images/${pieces.join('')}`, territory);

        if (location.kind !== 'legacy') return;
        expect(location.storageKey).toMatch(/^(?:old|deep)\/./);
        for (const segment of location.storageKey.split('/')) expect(['', '.', '..']).not.toContain(segment);
        expect(location.storageKey).not.toMatch(/[\\\0]/);
      }),
      { numRuns: 2000 },
    );
  });
});
