import { type Catalogue, negotiateLanguage } from '@holdfast/upload-manager/messages';
import type { UploaderWords } from './whole/en.ts';
import { wholeTexts } from './whole-texts.ts';

/** Fetches the words of all components in the reader's language, or the nearest there is. */
export function loadTexts(wanted: string | readonly string[]): Promise<Catalogue<UploaderWords>> {
  return wholeTexts.load(negotiateLanguage(wanted));
}
