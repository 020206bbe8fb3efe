import type { Catalogue, Messages, Overrides } from '@holdfast/upload-manager/messages';

/** Of what an app says differently, the messages of this catalogue: others belong to parts with more words. */
export function overridesFor<Words extends Messages>(
  catalogue: Catalogue<Words>,
  overrides: Overrides<Messages> = {},
): Overrides<Words> {
  const entries = Object.entries(overrides).filter(([key]) => Object.hasOwn(catalogue.messages, key));
  return Object.fromEntries(entries) as Overrides<Words>;
}
