'use client';
import { type Catalogue, createWording } from '@holdfast/upload-manager/messages';
import type { Reader } from '../../texts/reader.ts';
import type { AccountWording } from '../../texts/uploader-wording.ts';
import type { UploaderWords } from '../../texts/whole/en.ts';
import { wholeTexts } from '../../texts/whole-texts.ts';
import { useUploaderContext } from '../uploader-context.ts';
import { useCatalogue } from '../use-catalogue.ts';

/** The words of the nearest provider with those for storage, plans, files and history, for parts of your own. */
export function useAccountWording(): AccountWording {
  const { reader } = useUploaderContext();
  return wordingOf(reader, useCatalogue(wholeTexts, reader.locale, reader.catalogue));
}

const wordings = new WeakMap<Reader, WeakMap<Catalogue<UploaderWords>, AccountWording>>();

/** All parts of a page share one wording: its number formats cost more than what they format. */
function wordingOf(reader: Reader, catalogue: Catalogue<UploaderWords>): AccountWording {
  const ofReader = wordings.get(reader) ?? new WeakMap<Catalogue<UploaderWords>, AccountWording>();
  wordings.set(reader, ofReader);
  const known = ofReader.get(catalogue);
  if (known !== undefined) return known;
  const wording = createWording({ catalogue, locale: reader.locale, overrides: reader.overrides });
  ofReader.set(catalogue, wording);
  return wording;
}
