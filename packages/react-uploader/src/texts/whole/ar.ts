import type { Catalogue } from '@holdfast/upload-manager/messages';
import { account } from '../account/ar.ts';
import { ar as uploads } from '../catalogues/ar.ts';
import type { UploaderWords } from './en.ts';

/** Arabic. */
export const ar: Catalogue<UploaderWords> = { language: 'ar', messages: { ...uploads.messages, ...account } };
