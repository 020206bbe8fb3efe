import { startBackend } from './support/backend-process.ts';
import { expect, test } from './support/fixtures.ts';
import { findFreePort } from './support/free-port.ts';
import { createHttp2Front } from './support/http2-front.ts';
import { createStoredFiles } from './support/stored-files.ts';
import { createUploadPage } from './support/upload-page.ts';

const mebibyte = 1024 * 1024;

test.use({ ignoreHTTPSErrors: true });

test('R-F5 where a host speaks HTTP/2, more parts are on their way than a browser opens connections', async ({
  page,
  context,
  makeFile,
}) => {
  const port = await findFreePort();
  const url = `https://127.0.0.1:${port}`;
  const backend = await startBackend({ PUBLIC_URL: url });
  const front = await createHttp2Front(port, backend.url);
  const uploads = createUploadPage(page, url);
  const file = await makeFile('film.bin', { sizeBytes: 480 * mebibyte, seed: 'h2' });

  await uploads.open();
  await uploads.limitSpeed(200 * mebibyte);
  await uploads.choose([file.path]);
  await uploads.row(file.name).complete();

  expect((await createStoredFiles(context, backend.url).digest(file.name)).sha256).toBe(file.sha256);
  expect(front.peak().puts).toBeGreaterThan(6);
  expect(front.peak().puts).toBeLessThanOrEqual(12);
  await page.close();
  await front.close();
  await backend.dispose();
});
