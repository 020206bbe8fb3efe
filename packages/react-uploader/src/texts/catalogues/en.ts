const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** Every word the components say, in English. Numbers and sizes arrive formatted for the reader's locale. */
export const englishTexts = {
  dropZone: 'Add files',
  dropHere: 'Drop files or folders here',
  dropNow: 'Let go to add them',
  readingFolders: 'Reading what you dropped…',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  unreadable: (count: number, formattedCount: string) =>
    `${formattedCount} dropped ${plural(count, 'file', 'files')} could not be read and ${plural(count, 'was', 'were')} left out.`,
  andMore: (formattedCount: string) => `and ${formattedCount} more`,
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
  waitRetryIn: (duration: string) => `Connection trouble. Trying again in ${duration}`,

  pause: 'Pause',
  resume: 'Resume',
  retry: 'Try again',
  cancel: 'Cancel',
  remove: 'Remove',
  chooseAgain: 'Choose file',
  allowAccess: 'Allow access',
  pauseFile: (name: string) => `Pause ${name}`,
  resumeFile: (name: string) => `Resume ${name}`,
  retryFile: (name: string) => `Try again ${name}`,
  cancelFile: (name: string) => `Cancel ${name}`,
  removeFile: (name: string) => `Remove ${name} from the list`,
  chooseFileAgain: (name: string) => `Choose file ${name} again`,
  allowAccessToFile: (name: string) => `Allow access to ${name}`,

  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  clearFinished: 'Clear finished',
  overallProgress: 'All uploads',
  activeUploads: (count: number, formattedCount: string) =>
    `Uploading ${formattedCount} ${plural(count, 'file', 'files')}`,
  pausedUploads: (count: number, formattedCount: string) =>
    `${formattedCount} ${plural(count, 'upload is', 'uploads are')} paused`,
  waitingUploads: (count: number, formattedCount: string) =>
    `${formattedCount} ${plural(count, 'upload waits', 'uploads wait')} for you`,
  failedUploads: (count: number, formattedCount: string) =>
    `${formattedCount} ${plural(count, 'upload', 'uploads')} failed`,
  allUploaded: (count: number, formattedCount: string) =>
    `${formattedCount} ${plural(count, 'file', 'files')} uploaded`,
  nothingActive: 'Nothing is being uploaded',
  sentOfSize: (sent: string, size: string) => `${sent} of ${size}`,
  speed: (bytes: string) => `${bytes}/s`,
  timeLeft: (duration: string) => `${duration} left`,
  percentAndParts: (percent: string, stored: string, parts: string) =>
    `${percent}, ${stored} of ${parts} parts`,

  addedFile: (name: string) => `${name} added.`,
  addedFiles: (formattedCount: string) => `${formattedCount} files added.`,
  restoredUploads: (count: number, formattedCount: string) =>
    `${formattedCount} unfinished ${plural(count, 'upload is', 'uploads are')} back.`,
  completedFile: (name: string) => `${name} uploaded.`,
  completedFiles: (formattedCount: string) => `${formattedCount} files uploaded.`,
  failedFile: (name: string, reason: string) => `${name} was not uploaded. ${reason}`,
  failedFiles: (formattedCount: string) => `${formattedCount} files were not uploaded.`,
  deletedFile: (name: string) => `${name} deleted.`,

  storage: 'Storage',
  quotaUsed: (used: string, limit: string) => `${used} of ${limit} used`,
  quotaUsedUnlimited: (used: string) => `${used} used, no limit`,
  quotaReserved: (reserved: string) => `${reserved} reserved by uploads`,
  quotaAvailable: (available: string) => `${available} free`,
  quotaLevelWarn: 'Space is getting short.',
  quotaLevelCritical: 'Almost no space is left.',
  quotaLevelFull: 'No space is left. Delete files or upgrade to upload more.',
  quotaLevelOver: 'You are over your limit. Delete files or upgrade to upload again.',
  quotaPlan: (plan: string) => `${plan} plan`,
  largestFile: (size: string) => `Files up to ${size} each`,
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
  download: 'Download',
  downloadFile: (name: string) => `Download ${name}`,
  delete: 'Delete',
  deleteFile: (name: string) => `Delete ${name}`,
  deleteQuestion: 'Delete this file?',
  deleteExplanation: (name: string, size: string) =>
    `${name} (${size}) is deleted for good and its space is free again. This cannot be undone.`,
  deleting: 'Deleting…',
  keepFile: 'Keep file',
  processingQueued: 'Waiting to be processed',
  processingRunning: 'Being processed',
  processingFailed: 'Processing failed',
};

/** The components' words. Give `UploadManagerProvider` those you want to say differently. */
export type UploaderTexts = Readonly<typeof englishTexts>;
