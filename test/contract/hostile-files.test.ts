import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem, sha256 } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const text = (value: string) => new TextEncoder().encode(value);
const script = '<script>alert(document.domain)</script>';
const gif = 'GIF89a/*';

interface Hostile {
  readonly what: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it may be served as. */
  readonly served: 'inline' | 'attachment';
  readonly contentType: string;
}

const octets = 'application/octet-stream';
const corpus: readonly Hostile[] = [
  {
    what: 'svg with script',
    name: 'logo.svg',
    type: 'image/svg+xml',
    bytes: text(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'html called a picture',
    name: 'photo.png',
    type: 'image/png',
    bytes: text(`<!doctype html><body>${script}`),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'html',
    name: 'index.html',
    type: 'text/html',
    bytes: text(script),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'xhtml with an xml header',
    name: 'a.xml',
    type: 'application/xhtml+xml',
    bytes: text(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'polyglot of gif and script',
    name: 'poly.js',
    type: 'text/javascript',
    bytes: text(`${gif}*/=1;alert(1)//${' '.repeat(20)}`),
    served: 'inline',
    contentType: 'image/gif',
  },
  {
    what: 'double extension',
    name: 'invoice.pdf.exe',
    type: 'application/pdf',
    bytes: text('MZ not a portable document'),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'name with a turned reading direction',
    name: 'photo\u202egnp.exe',
    type: '',
    bytes: text('x'),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'name with line ends and quotes',
    name: 'a"; filename="b.html\r\nX-Injected: 1\r\n\r\n<b>.txt',
    type: 'text/plain"; x="y',
    bytes: text('x'),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'name that is a path',
    name: '../../../etc/passwd',
    type: '',
    bytes: text('root'),
    served: 'attachment',
    contentType: octets,
  },
  {
    what: 'markdown without a type',
    name: 'README.md',
    type: '',
    bytes: text('# Hello'),
    served: 'attachment',
    contentType: octets,
  },
];

describe.each(hostKinds)('hostile files on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  it.each(corpus)(
    'A41 A42 A43 A44 R-D6 $what is kept as it is and served so that nothing in it runs',
    async ({ name, type, bytes, served, contentType }) => {
      const client = createClient(host);

      const file = await client.upload(bytes, { file_name: name, mime_type: type });
      const { headers, ...response } = await readContent(file.file_id);

      const [disposition] = (headers.get('content-disposition') ?? '').split(';');
      expect([disposition, headers.get('content-type')]).toEqual([served, contentType]);
      expect(headers.get('content-disposition')).toMatch(
        /^(inline|attachment); filename="[ -~]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/,
      );
      expect(headers.get('x-injected')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(sha256(response.body)).toBe(sha256(bytes));
      // A name is data: what the user called it comes back, and nothing of it reaches a key.
      expect(file.file_name).toBe(name);
      expect((await host.stored()).join()).not.toMatch(/passwd|README|html/);
    },
  );

  it('R-D6 markdown without a type is taken for what its name says, where bytes cannot tell', async () => {
    const client = createClient(host);

    const files = [
      await client.upload(text('# Hello'), { file_name: 'README.md', mime_type: '' }),
      await client.upload(text('# Hello 2'), { file_name: 'no-extension' }),
      await client.upload(text('# Hello 3'), { file_name: 'photo.png' }),
    ];

    expect(files.map(({ mime_type }) => mime_type)).toEqual(['text/markdown', octets, octets]);
  });

  async function readContent(fileId: string) {
    const response = await createClient(host).content(fileId);
    return { headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
  }
});

describe.each(hostKinds)('hostile files and a list of allowed types on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { allowedTypes: ['image/png', 'image/gif', 'text/markdown'] } });
  });
  afterAll(() => host.close());

  it.each(corpus)('A44 R-D6 $what is kept only if its content is allowed', async ({ name, type, bytes }) => {
    const client = createClient(host);
    const isAllowed = name === 'README.md' || name === 'poly.js';
    const declared = name === 'poly.js' ? 'image/gif' : type;
    const stored = await host.stored();

    const answer = await client.call('POST', '/app/uploads/initiate', {
      body: {
        file_name: name,
        file_size: bytes.byteLength,
        mime_type: declared,
        checksum_algorithms: ['sha256'],
      },
    });
    const session = answer.body as Parameters<typeof client.send>[0];
    if (answer.status === 201) await client.send(session, bytes);
    const verdict = answer.status === 201 ? await client.complete(session) : answer;

    if (isAllowed) {
      expect(verdict.status).toBe(200);
      return;
    }
    expect(problem(verdict).code).toBe('type_not_allowed');
    expect(await host.stored()).toEqual(stored);
  });
});
