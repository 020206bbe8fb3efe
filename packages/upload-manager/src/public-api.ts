export type { UploadManagerOptions } from './compose-upload-manager.ts';
export type {
  AnalyticsGroup,
  CascadeResult,
  FileDeletion,
  FileRecord,
  FileStatus,
  HistoryEntry,
  HistoryList,
  Plan,
  PlanList,
  QuotaLevel,
  ReferencedFileList,
  ReferenceList,
  StorageAnalytics,
  UserPlan,
  Workspace,
  WorkspaceList,
  WorkspaceQuota,
} from './contract/index.ts';
export type { PartProgress, UploadProgress } from './core/progress.ts';
export { remainingMs } from './core/progress.ts';
export {
  canCancel,
  canPause,
  canProvideFile,
  canResume,
  canRetry,
  isActive,
  isFinished,
  percentOf,
  sessionOf,
  storedPartsOf,
} from './core/selectors.ts';
export type { UploadTotals } from './core/totals.ts';
export type { UploadRules } from './core/upload-rules.ts';
export type {
  FileDescriptor,
  UploadMetadata,
  UploadOptions,
  UploadOwner,
  UploadSnapshot,
} from './core/upload-snapshot.ts';
export type { Session, StoredParts, UploadState, UploadStatus, Wait } from './core/upload-state.ts';
export type { HeadersContext } from './engine/calls/api-client.ts';
export type { UploadErrorCode, UploadErrorOptions } from './errors/upload-error.ts';
export { UploadError } from './errors/upload-error.ts';
export type { FileInput } from './ports/file-source.ts';
export type { ReadOnlyStore } from './store/read-only-store.ts';
export type { UploadList } from './store/upload-list.ts';
export type {
  CallOptions,
  DeleteFileOptions,
  FileReference,
  HookAnswer,
  ListFilesOptions,
  ListHistoryOptions,
  ListReferencesOptions,
  MetadataPatch,
  PageOptions,
  Preflight,
  PreflightFile,
  UploadEventMap,
  UploadHooks,
  UploadManager,
  UploadTarget,
  UsageOptions,
} from './upload-manager.ts';
