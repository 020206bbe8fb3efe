import { dialogScenes } from './dialog-scenes.tsx';
import { fileScenes } from './file-scenes.tsx';
import { noticeScenes } from './notice-scenes.tsx';
import { panelScenes } from './panel-scenes.tsx';
import { quotaScenes } from './quota-scenes.tsx';
import type { Scene } from './scene.ts';

/** Every block in every state it has, by name. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...panelScenes,
  ...noticeScenes,
  ...quotaScenes,
  ...fileScenes,
  ...dialogScenes,
};
