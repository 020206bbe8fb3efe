'use client';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import { type Labels, useLabels } from './use-labels.ts';

const texts = {
  workspace: 'kindWorkspace',
  walkthrough: 'kindWalkthrough',
  step: 'kindStep',
  category: 'kindCategory',
} as const satisfies Readonly<Record<string, keyof UploaderTexts>>;

/** What people call a kind of thing that a plan counts. */
export function useKindLabel(labels?: Labels): (kind: string) => string {
  return useLabels(texts, labels);
}
