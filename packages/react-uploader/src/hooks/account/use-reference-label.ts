'use client';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import { type Labels, useLabels } from './use-labels.ts';

const texts = {
  walkthrough_icon: 'forWalkthroughIcon',
  step_media: 'forStepMedia',
  block_image: 'forBlockImage',
  workspace_logo: 'forWorkspaceLogo',
  workspace_background: 'forWorkspaceBackground',
} as const satisfies Readonly<Record<string, keyof UploaderTexts>>;

/** What people call a type of reference. */
export function useReferenceLabel(labels?: Labels): (type: string) => string {
  return useLabels(texts, labels);
}
