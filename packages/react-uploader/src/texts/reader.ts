import type { Catalogue, Overrides } from '@holdfast/upload-manager/messages';
import type { UploaderWords } from './whole/en.ts';

/** Who reads the page, and what its app wants to say differently. */
export interface Reader {
  readonly locale: string;
  /** The words, when nothing is to be fetched. */
  readonly catalogue: Catalogue<UploaderWords> | undefined;
  readonly overrides: Overrides<UploaderWords> | undefined;
}
