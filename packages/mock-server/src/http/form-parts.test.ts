import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingBytes, type FormPart, formBoundary, readFormParts } from './form-parts.ts';

const encoder = new TextEncoder();

/** What a reader of the whole form gets, with the form cut into chunks of these sizes. */
async function read(bytes: Uint8Array, boundary: string, sizes: readonly number[] = [bytes.byteLength || 1]) {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (let index = 0; at < bytes.byteLength; index += 1) {
      const end = at + (sizes[index % sizes.length] ?? 1);
      yield bytes.slice(at, end);
      at = end;
    }
  }
  const parts: { readonly part: FormPart; readonly value: Uint8Array }[] = [];
  for await (const part of readFormParts({ boundary, body: chunks() })) {
    const pieces: Uint8Array[] = [];
    for await (const piece of part.body) pieces.push(piece);
    parts.push({ part, value: new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()) });
  }
  return parts;
}

/** A form as the platform writes it. */
async function write(form: FormData): Promise<{ bytes: Uint8Array; boundary: string }> {
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const boundary = formBoundary(request.headers.get('content-type') ?? '') ?? '';
  return { bytes: new Uint8Array(await request.arrayBuffer()), boundary };
}

const malformed = expect.objectContaining({ code: 'invalid_request' });

describe('readFormParts', () => {
  it('reads what the platform writes, wherever its chunks are cut', async () => {
    // Bytes that look like the delimiter are what a reader gets wrong.
    const tricky = fc.array(
      fc.constantFrom('\r\n', '\r', '\n', '--', '-', '\r\n--', '\r\n------formdata-', 'x', '\0', 'ü'),
      { maxLength: 30 },
    );
    const field = fc.record({
      name: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('a\u2028b')),
      value: tricky.map((texts) => texts.join('')),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (fields, sizes) => {
          const form = new FormData();
          for (const { name, value } of fields) form.append('file', new Blob([value]), name || 'x');
          const { bytes, boundary } = await write(form);

          const parts = await read(bytes, boundary, sizes);

          expect(parts.map(({ part }) => part.fileName)).toEqual(
            form.getAll('file').map((file) => (file as File).name.replace(/\r\n|\r|\n/g, '\r\n')),
          );
          expect(parts.map(({ value }) => Buffer.from(value).toString())).toEqual(
            fields.map(({ value }) => value),
          );
          for (const { part, value } of parts) {
            expect(bytes.slice(part.offsetBytes, part.offsetBytes + value.byteLength)).toEqual(value);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows how many bytes follow the last value', async () => {
    const form = new FormData();
    form.append('file', new Blob(['12345']), 'a.txt');
    const { bytes, boundary } = await write(form);

    const [last] = await read(bytes, boundary);

    const valueBytes = bytes.byteLength - (last?.part.offsetBytes ?? 0) - closingBytes(boundary);
    // The platform adds one more line end.
    expect(valueBytes - 5).toBeLessThanOrEqual(2);
    expect(valueBytes).toBeGreaterThanOrEqual(5);
  });

  it('passes over what its taker does not read, and over what lies around the form', async () => {
    const text =
      'preamble\r\n--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\n' +
      'Content-Disposition: form-data; name="b"; filename="c.png"\r\nContent-Type: image/png\r\n\r\n2\r\n--b--\r\nepilogue';
    const names: unknown[] = [];

    for await (const part of readFormParts({ boundary: 'b', body: new Blob([text]).stream() })) {
      names.push([part.name, part.fileName, part.contentType]);
    }

    expect(names).toEqual([
      ['a', null, null],
      ['b', 'c.png', 'image/png'],
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no delimiter', 'hello'],
    ['a value without an end', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'],
    ['an end without dashes', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b'],
    ['a boundary that goes on', '--bb\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--'],
    ['no name', '--b\r\ncontent-disposition: form-data\r\n\r\n1\r\n--b--'],
    ['another disposition', '--b\r\ncontent-disposition: attachment; name="a"\r\n\r\n1\r\n--b--'],
    ['no headers', '--b\r\n\r\n1\r\n--b--'],
    ['a header that is none', '--b\r\nhello\r\n\r\n1\r\n--b--'],
    ['a folded header', '--b\r\ncontent-disposition: form-data;\r\n name="a"\r\n\r\n1\r\n--b--'],
    ['headers without an end', `--b\r\n${'a: b\r\n'.repeat(5000)}`],
    [
      'a name in broken percent',
      `--b\r\ncontent-disposition: form-data; name="a"; filename*=utf-8''%ff\r\n\r\n1\r\n--b--`,
    ],
  ])('refuses %s', async (_, text) => {
    await expect(read(encoder.encode(text), 'b')).rejects.toEqual(malformed);
  });

  it('refuses names that are not UTF-8', async () => {
    const bytes = Uint8Array.from([
      ...encoder.encode('--b\r\ncontent-disposition: form-data; name="a'),
      0xff,
      ...encoder.encode('"\r\n\r\n1\r\n--b--'),
    ]);

    await expect(read(bytes, 'b')).rejects.toEqual(malformed);
  });
});

describe('formBoundary', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; Boundary="a b;c"', 'a b;c'],
    ['multipart/form-data', null],
    ['multipart/mixed; boundary=abc', null],
    ['application/json', null],
    ['', null],
  ])('of %j is %j', (contentType, boundary) => {
    expect(formBoundary(contentType)).toBe(boundary);
  });
});
