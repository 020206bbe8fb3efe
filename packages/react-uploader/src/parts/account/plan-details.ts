import type { Plan } from '@holdfast/upload-manager';
import type { AccountWording } from '../../texts/uploader-wording.ts';

/** How much a plan holds, in words. */
export function planSizeText({ limit_bytes: limit }: Plan, { say }: AccountWording): string {
  return limit === null ? say('planStorageUnlimited') : say('planStorage', { limit });
}

/** What else a plan allows, in words: the largest file, and how many of each kind it counts. */
export function planDetailTexts(
  plan: Plan,
  { say }: AccountWording,
  kindLabel: (kind: string) => string,
): readonly string[] {
  const { max_file_bytes: maxFileSize, counts } = plan;
  return [
    maxFileSize === null ? say('planFileUnlimited') : say('largestFile', { maxFileSize }),
    ...Object.entries(counts).map(([kind, max]) => {
      const name = kindLabel(kind);
      return max === null ? say('countUnlimited', { name }) : say('countLimit', { name, max });
    }),
  ];
}
