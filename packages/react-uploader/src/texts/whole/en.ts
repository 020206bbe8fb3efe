import type { Catalogue, ErrorWords } from '@holdfast/upload-manager/messages';
import { type AccountTexts, account } from '../account/en.ts';
import { type UploadTexts, en as uploads } from '../catalogues/en.ts';

export type UploaderTexts = UploadTexts & AccountTexts;

/** Every word the components say: their own texts and the sentences for errors. */
export type UploaderWords = ErrorWords & UploaderTexts;

/** English: the language that all others are translations of. */
export const en: Catalogue<UploaderWords> = { language: 'en', messages: { ...uploads.messages, ...account } };
