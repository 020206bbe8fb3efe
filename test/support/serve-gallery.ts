import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { findFreePort } from '../e2e/support/free-port.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The gallery of all blocks in all states, as a build on a server of its own. */
export interface Gallery {
  /** The address of a scene, with more of the query if there is any. */
  urlOf(scene: string, query?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

export async function serveGallery(): Promise<Gallery> {
  const outDir = await mkdtemp(join(tmpdir(), 'holdfast-gallery-'));
  const common = {
    configFile: fromRoot('vite.config.ts'),
    root: fromRoot('packages/react-uploader/gallery'),
    logLevel: 'error',
  } as const;
  await build({ ...common, build: { outDir, emptyOutDir: true } });
  const port = await findFreePort();
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  return {
    urlOf: (scene, query = {}) => `http://127.0.0.1:${port}/?${new URLSearchParams({ scene, ...query })}`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Every scene, in the order of the gallery’s own list. */
export const listScenes = `[...document.querySelectorAll('nav a')].map((link) => link.textContent)`;

/** Whether a scene has all it shows: words, answers unless they stay away, what is done in it, and its dialog if any. */
export const isSettled = `(() => {
  const { scene } = document.documentElement.dataset;
  if (scene === undefined) return false;
  if (location.search.includes('scene=dialog-') && document.querySelector('dialog[open]') === null) return false;
  return scene === 'busy' || document.querySelector('[aria-busy="true"], [data-upload-part="loading"]') === null;
})()`;
