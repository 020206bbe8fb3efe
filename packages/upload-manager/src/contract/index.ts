export type {
  Capabilities,
  FileDeletion,
  FileList,
  Plan,
  PlanList,
  QuotaLevel,
  SessionList,
  SessionSummary,
  UserPlan,
  Workspace,
  WorkspaceList,
  WorkspaceQuota,
} from './account-responses.ts';
export {
  capabilities,
  fileDeletion,
  fileList,
  plan,
  planList,
  quotaLevels,
  sessionList,
  sessionSummary,
  userPlan,
  workspace,
  workspaceList,
  workspaceQuota,
} from './account-responses.ts';
export type { AuditEvent, AuditEventList } from './audit-responses.ts';
export { auditEvent, auditEventList, auditEventQuery } from './audit-responses.ts';
export type { CreateEntityRequest, Entity, EntityList, UpdateEntityRequest } from './entity-schemas.ts';
export {
  createEntityRequest,
  deleteEntityQuery,
  entity,
  entityAttributes,
  entityList,
  entityQuery,
  updateEntityRequest,
} from './entity-schemas.ts';
export type { EntityStatus } from './entity-status.ts';
export { canEntityMove, entityStatuses, entityTransitions } from './entity-status.ts';
export type { ClientErrorCode, ErrorCode, ErrorCodeDefinition } from './error-codes.ts';
export { clientErrorCodes, errorCodes, isErrorCode } from './error-codes.ts';
export { errorTitles } from './error-titles.ts';
export type {
  DeleteByUrlsRequest,
  DeleteByUrlsResponse,
  EditFileRequest,
  ReadToken,
} from './file-schemas.ts';
export { deleteByUrlsRequest, deleteByUrlsResponse, editFileRequest, readToken } from './file-schemas.ts';
export type { FileStatus, ProcessingStatus } from './file-status.ts';
export { canFileMove, fileStatuses, fileTransitions, processingStatuses } from './file-status.ts';
export { headerNames, problemContentType } from './headers.ts';
export type { AdminHistoryList, HistoryEntry, HistoryList } from './history-schemas.ts';
export {
  adminHistoryEntry,
  adminHistoryList,
  adminHistoryQuery,
  historyEntry,
  historyList,
  historyQuery,
} from './history-schemas.ts';
export type { AnyRouteName } from './host-routes.ts';
export { allRoutes, hostRoutes } from './host-routes.ts';
export type { JobList, JobRunReport, JobState } from './job-responses.ts';
export { jobList, jobRunReport } from './job-responses.ts';
export { limits, mebibyte } from './limits.ts';
export { mergePatch } from './merge-patch.ts';
export type { OrphanList, OrphanObject, OrphanRecord, OrphanRepair } from './orphan-schemas.ts';
export { orphanList, orphanQuery, orphanRepair, orphanRepairRequest } from './orphan-schemas.ts';
export type { ProblemDetails } from './problem-schema.ts';
export { problemDetails } from './problem-schema.ts';
export type {
  CleanupPlan,
  DebugCleanup,
  ProjectCleanup,
  TaskState,
  TrackedObject,
  TrackedObjectList,
} from './project-schemas.ts';
export {
  cleanupPlan,
  debugCleanup,
  debugCleanupQuery,
  labelText,
  projectCleanup,
  projectCleanupQuery,
  taskStates,
  trackedObject,
  trackedObjectList,
  trackedObjectQuery,
} from './project-schemas.ts';
export type {
  CascadeResult,
  ReferencedFileList,
  ReferenceList,
  ReferenceRequest,
  ReferenceState,
} from './reference-schemas.ts';

export {
  cascadeResult,
  deleteFileQuery,
  referencedFileList,
  referenceList,
  referenceQuery,
  referenceRequest,
  referenceState,
} from './reference-schemas.ts';
export type {
  ChangePlanRequest,
  CompleteBatchRequest,
  CompleteRequest,
  CreateWorkspaceRequest,
  InitiateBatchItem,
  InitiateRequest,
  SignPartRequest,
  SignPartsRequest,
  SignUploadsRequest,
} from './request-schemas.ts';
export {
  changePlanRequest,
  completeBatchRequest,
  completeRequest,
  createWorkspaceRequest,
  idempotencyKey,
  initiateBatchItem,
  initiateBatchRequest,
  initiateRequest,
  metadata,
  pageQuery,
  signPartRequest,
  signPartsRequest,
  signUploadsRequest,
} from './request-schemas.ts';
export type { RouteDefinition, RouteName } from './routes.ts';
export { buildPath, routes } from './routes.ts';
export type { Checksum, ChecksumAlgorithm } from './scalars.ts';
export { byteSize, checksumAlgorithm, checksumAlgorithms, checksumValue, timestamp } from './scalars.ts';
export type { ResumeBlocker, SessionStatus } from './session-status.ts';
export {
  canSessionMove,
  isTerminalSession,
  resumeBlockers,
  sessionStatuses,
  sessionTransitions,
} from './session-status.ts';
export type {
  AnalyticsGroup,
  ImportRequestBody,
  StorageAnalytics,
  StorageImport,
} from './storage-admin-schemas.ts';
export {
  analyticsGroups,
  analyticsQuery,
  importRequestBody,
  storageAnalytics,
  storageImport,
  usageQuery,
} from './storage-admin-schemas.ts';
export type { PartRange, UploadPlan, UploadPlanOptions } from './upload-plan.ts';
export { connectionsPerHost, partRange, planUpload } from './upload-plan.ts';
export type {
  AnonymousSession,
  CompleteBatchResponse,
  FileRecord,
  InitiateBatchResponse,
  ResumeResponse,
  SessionState,
  SignedPart,
  SignPartsResponse,
  SignUploadsResponse,
  StoredPart,
  UploadInstruction,
  UploadSession,
} from './upload-responses.ts';
export {
  anonymousSession,
  completeBatchResponse,
  fileRecord,
  initiateBatchResponse,
  resumeResponse,
  sessionState,
  signedPart,
  signPartsResponse,
  signUploadsResponse,
  storedPart,
  uploadInstruction,
  uploadSession,
} from './upload-responses.ts';
