import type { Catalogue } from '@holdfast/upload-manager/messages';
import { account } from '../account/de.ts';
import { de as uploads } from '../catalogues/de.ts';
import type { UploaderWords } from './en.ts';

/** German. */
export const de: Catalogue<UploaderWords> = { language: 'de', messages: { ...uploads.messages, ...account } };
