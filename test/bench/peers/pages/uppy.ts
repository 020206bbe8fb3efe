import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';
import GoldenRetriever from '@uppy/golden-retriever';
import { connectionsPerHost, type PageContender, type PageOptions, partBytes } from './page-contender.ts';

/** Uppy's core with its S3 plugin; golden-retriever only where an upload has to outlive the page. */
export function createUppy({ query, storeOrigins }: PageOptions): PageContender {
  const uppy = new Uppy();
  const limit = Number(query.get('limit') ?? connectionsPerHost);
  const common = { limit, getChunkSize: () => partBytes };
  if (query.get('signing') === 'credentials') {
    uppy.use(AwsS3, {
      ...common,
      s3Endpoint: `${storeOrigins[0]}/bucket`,
      getCredentials: async () => (await fetch('/uppy/credentials')).json(),
    });
  } else {
    uppy.use(AwsS3, {
      ...common,
      signRequest: async (request) => {
        const response = await fetch('/uppy/sign', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
        return response.json();
      },
    });
  }
  const restored = new Promise<void>((resolve) => uppy.on('restored', () => resolve()));
  if (query.get('resume') === 'on') uppy.use(GoldenRetriever);

  const add = (files: readonly File[]): void =>
    uppy.addFiles(files.map((file) => ({ source: 'Local', name: file.name, type: file.type, data: file })));

  async function send(): Promise<void> {
    const result = await uppy.upload();
    const [failed] = result?.failed ?? [];
    if (failed !== undefined) throw new Error(`${result?.failed?.length} failed: ${failed.error}`);
  }

  return {
    async upload(files) {
      add(files);
      await send();
    },
    async resume(files) {
      const completed = new Promise<void>((resolve, reject) => {
        uppy.on('upload-success', () => resolve());
        uppy.on('upload-error', (_file, error) => reject(error));
      });
      await restored;
      // Files above 10 MiB are remembered without their bytes and have to be chosen again.
      add(files);
      uppy.emit('restore-confirmed');
      await completed;
    },
    async list(files) {
      add(files);
    },
    async beginBeside([first, ...others]) {
      if (first === undefined) return;
      add([first]);
      // It goes on until the browser is closed; nobody waits for how it ends.
      send().catch(() => undefined);
      add(others);
    },
  };
}
