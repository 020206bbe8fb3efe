import type { Catalogue } from '@holdfast/upload-manager/messages';
import { account } from '../account/fr.ts';
import { fr as uploads } from '../catalogues/fr.ts';
import type { UploaderWords } from './en.ts';

/** French. */
export const fr: Catalogue<UploaderWords> = { language: 'fr', messages: { ...uploads.messages, ...account } };
