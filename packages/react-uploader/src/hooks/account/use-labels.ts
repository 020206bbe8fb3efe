'use client';
import { useCallback } from 'react';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import { useAccountWording } from './use-account-wording.ts';

/** Names of an app's own labels, by the label. */
export type Labels = Readonly<Record<string, string>>;

/** Messages without values, which can name something. */
type NameKey = {
  [Key in keyof UploaderTexts]: UploaderTexts[Key] extends string
    ? UploaderTexts[Key] extends `${string}{${string}`
      ? never
      : Key
    : never;
}[keyof UploaderTexts];

/** The app's name for a label, else a known one in the reader's language, else the label itself made readable. */
export function useLabels(
  texts: Readonly<Record<string, NameKey>>,
  labels: Labels = noLabels,
): (label: string) => string {
  const { say, name } = useAccountWording();
  return useCallback(
    (label) => {
      if (Object.hasOwn(labels, label)) return labels[label] ?? label;
      const key = Object.hasOwn(texts, label) ? texts[label] : undefined;
      return key === undefined ? name(toReadable(label)) : say(key);
    },
    [texts, labels, say, name],
  );
}

const noLabels: Labels = {};

/** `hero_image` → `Hero image` */
function toReadable(label: string): string {
  const words = label.replace(/[_-]+/g, ' ').trim();
  return words === '' ? label : words.charAt(0).toUpperCase() + words.slice(1);
}
