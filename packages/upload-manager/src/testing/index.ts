export type {
  FakeConnectivity,
  TestBrowser,
  TestBrowserOptions,
  TestUploadManager,
} from './create-test-upload-manager.ts';
export { createTestBrowser, createTestUploadManager } from './create-test-upload-manager.ts';
export type { FakeBackend } from './fake-backend.ts';
export { createFakeBackend } from './fake-backend.ts';
export type { FakeFailure } from './fake-failures.ts';
export type { FakeFileOptions } from './fake-file.ts';
export { createFakeFile } from './fake-file.ts';
export type { FakeFileSources } from './fake-file-sources.ts';
export { createFakeFileSources } from './fake-file-sources.ts';
export { createFakeHasher } from './fake-hasher.ts';
export type { HeldPart } from './fake-storage.ts';
export type { FakeSession } from './fake-wire.ts';
export { findCatalogueProblems } from './find-catalogue-problems.ts';
export type { ManualClock } from './manual-clock.ts';
export { createManualClock, settled } from './manual-clock.ts';
export { recordEnds } from './record-ends.ts';
