export type {
  FakeBackend,
  FakeConnectivity,
  FakeFileOptions,
  HeldPart,
  ManualClock,
  TestUploadManager,
} from '@holdfast/upload-manager/testing';
export { createFakeFile } from '@holdfast/upload-manager/testing';
export { announcements, findAnnouncement } from './announcements.ts';
export { createTestUploadManager } from './create-test-upload-manager.ts';
export type { FileSelection, FileTree, FolderTree } from './file-drops.ts';
export type { HandInOptions } from './hand-in-files.ts';
export { dropFiles, pasteFiles } from './hand-in-files.ts';
export { installDialog } from './install-dialog.ts';
export { pickFiles } from './pick-files.ts';
export type { UploadRow, UploadRowOptions } from './upload-row.ts';
export { uploadRow, uploadRows } from './upload-row.ts';
