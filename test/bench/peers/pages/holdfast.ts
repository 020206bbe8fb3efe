import { createUploadManager } from '@holdfast/upload-manager';
import { scrollThrough, untilPainted } from './frames.ts';
import type { PageContender, PageOptions } from './page-contender.ts';

const rows = '[data-upload-id]';

/** Holdfast as it comes; only checksums can be turned off, since no peer takes them in this bench. */
export async function createHoldfast({ query }: PageOptions): Promise<PageContender> {
  const manager = createUploadManager({ checksums: query.get('checksums') !== 'off' });
  if (query.has('drawn')) (await import('./holdfast-panel.tsx')).drawHoldfastPanel(manager);

  function whenCompleted(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let left = count;
      manager.on('completed', () => {
        left -= 1;
        if (left === 0) resolve();
      });
      manager.on('failed', ({ error }) => reject(error));
    });
  }

  async function upload(files: readonly File[]): Promise<void> {
    const completed = whenCompleted(files.length);
    manager.add(files);
    await completed;
  }

  async function whenListed(ids: readonly string[]): Promise<void> {
    const isListed = (id: string) => (manager.getUpload(id)?.getState().file.sizeBytes ?? null) !== null;
    for (const id of ids) {
      while (!isListed(id)) await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }

  return {
    upload,
    async resume(files) {
      const asksForFiles = new Promise<void>((resolve) => {
        manager.on('changed', ({ upload: { state } }) => {
          if (state.status === 'needs-file') resolve();
        });
      });
      await manager.restore();
      await asksForFiles;
      await upload(files);
    },
    list: async (files) => whenListed(manager.add(files)),
    async show(files) {
      manager.add(files);
      await untilPainted(rows);
    },
    scroll: () => scrollThrough(rows),
    async beginBeside([first, ...others]) {
      manager.pause(manager.add(others));
      if (first !== undefined) manager.add([first]);
    },
  };
}
