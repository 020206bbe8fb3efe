import type { Catalogue, ErrorWords, Messages } from '@holdfast/upload-manager/messages';
import { en as errors } from '@holdfast/upload-manager/messages/en';

const texts = {
  dropZone: 'Add files',
  dropHere: 'Drop files or folders here',
  dropNow: 'Let go to add them',
  readingFolders: 'Reading what you dropped…',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  unreadable: {
    one: '{count} dropped file could not be read and was left out.',
    other: '{count} dropped files could not be read and were left out.',
  },
  andMore: { one: 'and {count} more', other: 'and {count} more' },
  dismiss: 'Dismiss',
  safeToLeave:
    'You may close this tab at any time. Come back later and the upload goes on from where it was.',

  uploads: 'Uploads',
  noUploads: 'Nothing to upload yet',
  noUploadsHint: 'Files you add show up here, each with its own progress.',

  statusPreparing: 'Reading the file',
  statusQueued: 'Waiting for its turn',
  statusInitiating: 'Starting',
  statusRestoring: 'Asking the server what it already has',
  statusVerifying: 'Comparing with what was sent before',
  statusUploading: 'Uploading',
  statusPaused: 'Paused',
  statusCompleting: 'Finishing',
  statusCompleted: 'Uploaded',
  statusCancelled: 'Cancelled',
  statusFailed: 'Not uploaded',
  statusNeedsFile: 'Choose the same file again to go on',
  statusNeedsPermission: 'Allow access to the file to go on',
  waitOffline: 'You are offline. It goes on when the connection is back',
  waitRetry: 'Connection trouble. Trying again',
  waitRetryIn: 'Connection trouble. Trying again in {duration}',

  pause: 'Pause',
  resume: 'Resume',
  retry: 'Try again',
  cancel: 'Cancel',
  remove: 'Remove',
  chooseAgain: 'Choose file',
  allowAccess: 'Allow access',
  pauseFile: 'Pause {name}',
  resumeFile: 'Resume {name}',
  retryFile: 'Try again {name}',
  cancelFile: 'Cancel {name}',
  removeFile: 'Remove {name} from the list',
  chooseFileAgain: 'Choose file {name} again',
  allowAccessToFile: 'Allow access to {name}',

  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  clearFinished: 'Clear finished',
  overallProgress: 'All uploads',
  activeUploads: { one: 'Uploading {count} file', other: 'Uploading {count} files' },
  pausedUploads: { one: '{count} upload is paused', other: '{count} uploads are paused' },
  waitingUploads: { one: '{count} upload waits for you', other: '{count} uploads wait for you' },
  failedUploads: { one: '{count} upload failed', other: '{count} uploads failed' },
  allUploaded: { one: '{count} file uploaded', other: '{count} files uploaded' },
  nothingActive: 'Nothing is being uploaded',
  sentOfSize: '{sent} of {size}',
  speed: '{bytesPerSecond}/s',
  timeLeft: '{duration} left',
  percentAndParts: '{percent}, {stored} of {parts} parts',

  addedFile: '{name} added.',
  addedFiles: { one: '{count} file added.', other: '{count} files added.' },
  restoredUploads: {
    one: '{count} unfinished upload is back.',
    other: '{count} unfinished uploads are back.',
  },
  completedFile: '{name} uploaded.',
  completedFiles: { one: '{count} file uploaded.', other: '{count} files uploaded.' },
  failedFile: '{name} was not uploaded. {reason}',
  failedFiles: { one: '{count} file was not uploaded.', other: '{count} files were not uploaded.' },
  deletedFile: '{name} deleted.',

  storage: 'Storage',
  quotaUsed: ['{used} of {limit} used', '{used} used, no limit'],
  quotaUsedAndReserved: [
    '{used} of {limit} used, {reserved} reserved by uploads',
    '{used} used, no limit, {reserved} reserved by uploads',
  ],
  quotaReserved: '{reserved} reserved by uploads',
  quotaAvailable: '{available} free',
  quotaLevelWarn: 'Space is getting short.',
  quotaLevelCritical: 'Almost no space is left.',
  quotaLevelFull: 'No space is left. Delete files or upgrade to upload more.',
  quotaLevelOver: 'You are over your limit. Delete files or upgrade to upload again.',
  quotaPlan: '{plan} plan',
  largestFile: 'Files up to {maxFileSize} each',
  loadingQuota: 'Looking up your storage',
  tryAgain: 'Try again',

  files: 'Files',
  fileName: 'Name',
  fileSize: 'Size',
  fileType: 'Type',
  fileAdded: 'Added',
  fileActions: 'Actions',
  loadingFiles: 'Loading your files',
  noFiles: 'No files yet',
  noFilesHint: 'What you upload is listed here, ready to download.',
  loadMore: 'Show more',
  downloadFile: 'Download {name}',
  delete: 'Delete',
  deleteFile: 'Delete {name}',
  deleteQuestion: 'Delete this file?',
  deleteExplanation:
    '{name} ({size}) is deleted for good and its space is free again. This cannot be undone.',
  deleting: 'Deleting…',
  keepFile: 'Keep file',
  processingQueued: 'Waiting to be processed',
  processingRunning: 'Being processed',
  processingFailed: 'Processing failed',
} as const satisfies Messages;

export type UploaderTexts = typeof texts;

/** Every word the components say: their own texts and the sentences for errors. */
export type UploaderWords = ErrorWords & UploaderTexts;

/** English: the language that all others are translations of. */
export const en: Catalogue<UploaderWords> = { language: 'en', messages: { ...errors.messages, ...texts } };
