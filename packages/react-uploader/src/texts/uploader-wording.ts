import type { Wording } from '@holdfast/upload-manager/messages';
import type { UploaderWords } from './catalogues/en.ts';

/** The words and the number formats of one reader, for all that the components say. */
export type UploaderWording = Wording<UploaderWords>;
