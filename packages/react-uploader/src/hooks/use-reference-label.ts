'use client';
import { useCallback } from 'react';
import type { UploaderTexts } from '../texts/catalogues/en.ts';
import { useWording } from './use-wording.ts';

const texts = {
  walkthrough_icon: 'forWalkthroughIcon',
  step_media: 'forStepMedia',
  block_image: 'forBlockImage',
  workspace_logo: 'forWorkspaceLogo',
  workspace_background: 'forWorkspaceBackground',
} as const satisfies Record<string, keyof UploaderTexts>;

function isKnown(type: string): type is keyof typeof texts {
  return Object.hasOwn(texts, type);
}

/** Names of an app's own labels, by the label. */
export type Labels = Readonly<Record<string, string>>;

/** What people call a type of reference: the app's name for it, else a known one, else the label itself made readable. */
export function useReferenceLabel(labels: Labels = noLabels): (type: string) => string {
  const { say, name } = useWording();
  return useCallback(
    (type) => {
      if (Object.hasOwn(labels, type)) return labels[type] ?? type;
      return isKnown(type) ? say(texts[type]) : name(toReadable(type));
    },
    [labels, say, name],
  );
}

const noLabels: Labels = {};

/** `hero_image` → `Hero image` */
function toReadable(label: string): string {
  const words = label.replace(/[_-]+/g, ' ').trim();
  return words === '' ? label : words.charAt(0).toUpperCase() + words.slice(1);
}
