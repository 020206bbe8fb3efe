import type { Catalogue } from '@holdfast/upload-manager/messages';
import { account } from '../account/es.ts';
import { es as uploads } from '../catalogues/es.ts';
import type { UploaderWords } from './en.ts';

/** Spanish. */
export const es: Catalogue<UploaderWords> = { language: 'es', messages: { ...uploads.messages, ...account } };
