import type { Wording } from '@holdfast/upload-manager/messages';
import type { UploadWords } from './catalogues/en.ts';
import type { UploaderWords } from './whole/en.ts';

/** The words and the number formats of one reader, for all that is said about uploads. */
export type UploaderWording = Wording<UploadWords>;

/** The same with every word, for what is said about storage, plans, files and history too. */
export type AccountWording = Wording<UploaderWords>;
