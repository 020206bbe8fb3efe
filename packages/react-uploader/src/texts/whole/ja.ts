import type { Catalogue } from '@holdfast/upload-manager/messages';
import { account } from '../account/ja.ts';
import { ja as uploads } from '../catalogues/ja.ts';
import type { UploaderWords } from './en.ts';

/** Japanese. */
export const ja: Catalogue<UploaderWords> = { language: 'ja', messages: { ...uploads.messages, ...account } };
