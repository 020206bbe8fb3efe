import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page of all contenders as their users would: minified, for production. A profile needs the names kept. */
export async function buildPages(
  outDir: string,
  { keepsNames }: { readonly keepsNames: boolean },
): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./pages', import.meta.url)),
    logLevel: 'error',
    resolve: { conditions: ['@holdfast/source', 'module', 'browser', 'production'] },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, minify: !keepsNames },
  });
}
