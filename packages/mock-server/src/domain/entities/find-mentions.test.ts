import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMentions } from './find-mentions.ts';

const url = 'https://files.example.com/api/files/1/content';
const rolesOf = (kind: string, attributes: unknown) => findMentions(kind, attributes).map(({ role }) => role);

describe('places in attributes that may name a file', () => {
  it.each([
    ['walkthrough', { icon: url }, 'walkthrough_icon'],
    ['walkthrough', { iconUrl: { large: [url] } }, 'walkthrough_icon'],
    ['walkthrough', { icon_url: url }, 'walkthrough_icon'],
    ['step', { media: url }, 'step_media'],
    ['walkthrough', { steps: [{ media: [{ src: url }] }] }, 'step_media'],
    ['walkthrough', { blocks: [{ image: url }] }, 'block_image'],
    ['walkthrough', { steps: [{ blocks: [{ image: url }] }] }, 'block_image'],
    ['brand', { logo: url }, 'brand_logo'],
    ['brand', { background_image: url }, 'brand_background'],
    ['brand', { mediation: url }, 'entity:brand'],
    ['brand', { a: [[[{ b: url }]]] }, 'entity:brand'],
  ])('R-A9 in a %s, %j is for %s', (kind, attributes, role) => {
    expect(rolesOf(kind, attributes)).toEqual([role]);
  });

  it('R-A9 finds URLs in HTML and Markdown, without what ends the sentence', () => {
    const text = `<img src="${url}"> ![x](${url}) See ${url}. And (${url}), HTTPS://A.EXAMPLE/b?c=d!`;

    expect(findMentions('step', { text }).map(({ target }) => target.text)).toEqual([
      url,
      url,
      url,
      url,
      'HTTPS://A.EXAMPLE/b?c=d',
    ]);
  });

  it('takes a text that is one URL as a whole', () => {
    const name = 'https://cdn.example.com/images/a(1)[2].png';

    expect(findMentions('step', [name]).map(({ target }) => target)).toEqual([{ kind: 'url', text: name }]);
  });

  it('R-A9 takes ids only from members called so', () => {
    const attributes = { file_id: 'a', file_ids: ['b', 'c'], id: 'd', nested: { file_id: { file_id: 'e' } } };

    const ids = findMentions('step', attributes).map(({ target }) => target);

    expect(ids.toSorted((left, right) => left.text.localeCompare(right.text))).toEqual(
      ['a', 'b', 'c', 'e'].map((text) => ({ kind: 'file_id', text })),
    );
  });

  it('R-A6 finds a URL wherever in a tree it is', () => {
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constant(url),
        fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant('plain text')),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 6 }), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (attributes) => {
        const written = JSON.stringify(attributes).split(`"${url}"`).length - 1;

        // A member that happens to be called by the URL is no place for one.
        const named = JSON.stringify(attributes).split(`"${url}":`).length - 1;
        const found = findMentions('step', attributes).filter(({ target }) => target.kind === 'url');
        expect(found.length).toBe(written - named);
      }),
    );
  });
});
