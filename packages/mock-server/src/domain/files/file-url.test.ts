import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileIdOfUrl, fileUrl } from './file-url.ts';

const settings = { publicUrl: 'https://app.example/base' };
const id = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('fileIdOfUrl', () => {
  it('finds the id in what fileUrl makes, under any prefix', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('https://a.example', 'http://localhost:8080/x/y'),
        (uuid, publicUrl) => {
          expect(fileIdOfUrl({ publicUrl }, fileUrl({ publicUrl }, uuid))).toBe(uuid);
        },
      ),
    );
  });

  it.each([
    `https://app.example/base/api/files/${id}/content?t=token`,
    `https://app.example/base/api/files/${id}/content#x`,
    `HTTPS://APP.EXAMPLE:443/base/api/files/${id}/content`,
    `https://app.example/base/other/../api/files/${id}/content`,
  ])('takes %s', (url) => {
    expect(fileIdOfUrl(settings, url)).toBe(id);
  });

  it.each([
    '',
    'null',
    id,
    `/base/api/files/${id}/content`,
    `http://app.example/base/api/files/${id}/content`,
    `https://app.example:8443/base/api/files/${id}/content`,
    `https://app.example@evil.example/base/api/files/${id}/content`,
    `https://evil@app.example/base/api/files/${id}/content`,
    `https://app.example.evil.example/base/api/files/${id}/content`,
    `https://app.example/api/files/${id}/content`,
    `https://app.example/baseapi/files/${id}/content`,
    `https://app.example/base/API/files/${id}/content`,
    `https://app.example/base/api/files/${id}/content/`,
    `https://app.example/base/api/files/${id}%2Fcontent`,
    `https://app.example/base/api/files/%2e%2e/content`,
    'https://app.example/base/api/files//content',
  ])('leaves %s to others', (url) => {
    expect(fileIdOfUrl(settings, url)).toBeNull();
  });
});
