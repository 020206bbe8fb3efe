import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition, isInlineType } from './content-disposition.ts';

describe('contentDisposition', () => {
  it.each([
    ['photo.png', `attachment; filename="photo.png"; filename*=UTF-8''photo.png`],
    [
      'naïve "quote".txt',
      `attachment; filename="na_ve _quote_.txt"; filename*=UTF-8''na%C3%AFve%20%22quote%22.txt`,
    ],
    ['../../etc/passwd', `attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
    ['a\r\nSet-Cookie: x', `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a__Set-Cookie%3A%20x`],
    ['exe.\u202egnp', `attachment; filename="exe._gnp"; filename*=UTF-8''exe._gnp`],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['...', `attachment; filename="file"; filename*=UTF-8''file`],
  ])('names %j', (name, header) => {
    expect(contentDisposition('attachment', name)).toBe(header);
  });

  it('makes one sound header of any name, and keeps what is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const header = contentDisposition('inline', name);

        expect(header).toMatch(
          /^inline; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/,
        );
        expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
        expect(() => decodeURIComponent(header.split("UTF-8''")[1] ?? '')).not.toThrow();
      }),
    );
  });
});

describe('isInlineType', () => {
  it.each([
    ['image/png', true],
    ['video/mp4', true],
    ['image/svg+xml', false],
    ['text/html', false],
    ['application/pdf', false],
    ['application/xhtml+xml', false],
    [null, false],
  ])('%s: %s', (type, isInline) => {
    expect(isInlineType(type)).toBe(isInline);
  });
});
