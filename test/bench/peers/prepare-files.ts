import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type RandomFile, writeRandomFile } from '../../e2e/support/random-file.ts';
import type { FileGroup } from './workloads.ts';

export interface FileStock {
  /** Real files, each with other bytes; those of one size are made once. */
  take(groups: readonly FileGroup[]): Promise<readonly RandomFile[]>;
}

export function createFileStock(folder: string): FileStock {
  const made = new Map<number, RandomFile[]>();
  return {
    async take(groups) {
      const taken: RandomFile[] = [];
      for (const { count, sizeBytes } of groups) {
        const ofSize = made.get(sizeBytes) ?? [];
        made.set(sizeBytes, ofSize);
        const place = join(folder, String(sizeBytes));
        await mkdir(place, { recursive: true });
        while (ofSize.length < count) {
          const seed = `${sizeBytes}-${ofSize.length}`;
          ofSize.push(await writeRandomFile(join(place, `${seed}.bin`), { sizeBytes, seed }));
        }
        taken.push(...ofSize.slice(0, count));
      }
      return taken;
    },
  };
}
