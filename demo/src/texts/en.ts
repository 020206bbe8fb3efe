import type { UploaderWords } from '@holdfast/react-uploader';
import { en as uploader } from '@holdfast/react-uploader/texts/en';
import type { Catalogue, Messages } from '@holdfast/upload-manager/messages';

const texts = {
  pages: 'Pages',
  pageUpload: 'Upload',
  pageFiles: 'Files',
  sideColumn: 'Storage and settings',
  uploadTitle: 'Upload files',
  uploadIntro:
    'Any size, any number. What was sent stays sent: after a reload, a lost line or a restarted server, the rest follows.',
  filesTitle: 'Your files',
  filesIntro: 'Everything you uploaded with this browser, byte for byte.',
  darkTheme: 'Dark theme',
  language: 'Language',
  detailTitle: 'Title',
  detailDescription: 'Description',
  detailLicense: 'License',
  licenseAll: 'All rights reserved',
  settings: 'Settings for testing',
  notUnderstood: 'Not understood',
  checksums: 'Checksums',
  on: 'On',
  off: 'Off',
  parallelism: 'Parts sent at once',
  engineDefault: 'Default',
  apply: 'Apply',
  problemChecksums: 'checksums is “on” or “off”, not “{value}”',
  problemParallelism: 'parallelism is a whole number from {min} to {max}, not “{value}”',
  problemLanguage: 'lang is one of the languages of this page, not “{value}”',

  pageHistory: 'History',
  historyTitle: 'Upload history',
  historyIntro: 'What became of every upload, also of those that failed or were deleted since.',
  reference: 'What the files are for',
  problemReference: 'reference is a type and an id, like step_media/s-1, not “{value}”',

  pagePlan: 'Plan',
  planTitle: 'Your plan',
  planIntro: 'Change it at any time. With a smaller one nothing is deleted.',

  pageStorage: 'Storage',
  storageTitle: 'Your storage',
  storageIntro: 'What fills it, by use, type, project and day.',
} as const satisfies Messages;

export type DemoTexts = typeof texts;

/** All words of the page: its own and those of the components. */
export type DemoWords = UploaderWords & DemoTexts;

/** English. */
export const en: Catalogue<DemoWords> = { language: 'en', messages: { ...uploader.messages, ...texts } };
