export type { ClientErrorCode, ErrorCode, ErrorCodeDefinition } from './error-codes.ts';
export { clientErrorCodes, errorCodes, isErrorCode } from './error-codes.ts';
export { errorTitles } from './error-titles.ts';
export type { FileStatus, ProcessingStatus } from './file-status.ts';
export { canFileMove, fileStatuses, fileTransitions, processingStatuses } from './file-status.ts';
export { headerNames, problemContentType } from './headers.ts';
export { limits, mebibyte } from './limits.ts';
export type { ProblemDetails } from './problem-schema.ts';
export { problemDetails } from './problem-schema.ts';
export type {
  CompleteBatchRequest,
  CompleteRequest,
  InitiateBatchItem,
  InitiateRequest,
  SignPartRequest,
  SignPartsRequest,
  SignUploadsRequest,
} from './request-schemas.ts';
export {
  completeBatchRequest,
  completeRequest,
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
export type {
  AnonymousSession,
  Capabilities,
  CompleteBatchResponse,
  FileDeletion,
  FileList,
  FileRecord,
  InitiateBatchResponse,
  Plan,
  PlanList,
  QuotaLevel,
  ResumeResponse,
  SessionList,
  SessionState,
  SessionSummary,
  SignedPart,
  SignPartsResponse,
  SignUploadsResponse,
  StoredPart,
  UploadInstruction,
  UploadSession,
  UserPlan,
  Workspace,
  WorkspaceList,
  WorkspaceQuota,
} from './response-schemas.ts';
export {
  anonymousSession,
  capabilities,
  completeBatchResponse,
  fileDeletion,
  fileList,
  fileRecord,
  initiateBatchResponse,
  plan,
  planList,
  quotaLevels,
  resumeResponse,
  sessionList,
  sessionState,
  sessionSummary,
  signedPart,
  signPartsResponse,
  signUploadsResponse,
  storedPart,
  uploadInstruction,
  uploadSession,
  userPlan,
  workspace,
  workspaceList,
  workspaceQuota,
} from './response-schemas.ts';
export type { RouteDefinition, RouteName } from './routes.ts';
export { buildPath, routes } from './routes.ts';
export type { Checksum, ChecksumAlgorithm } from './scalars.ts';
export { checksumAlgorithm, checksumAlgorithms, checksumValue } from './scalars.ts';
export type { ResumeBlocker, SessionStatus } from './session-status.ts';
export {
  canSessionMove,
  isTerminalSession,
  resumeBlockers,
  sessionStatuses,
  sessionTransitions,
} from './session-status.ts';
export type { PartRange, UploadPlan, UploadPlanOptions } from './upload-plan.ts';
export { partRange, planUpload } from './upload-plan.ts';
