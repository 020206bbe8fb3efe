import type { Catalogue, ErrorWords, Messages } from '@holdfast/upload-manager/messages';
import { en as errors } from '@holdfast/upload-manager/messages/en';
import { account } from '../account/en.ts';

const texts = {
  ...account,

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
  waitSignIn: 'You are signed out. It goes on when you sign in again',
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

  takeOver: 'Continue here',
  takeOverFile: 'Continue {name} in this tab',
  inAnotherTab: 'Another tab works on it',

  rejectedFiles: { one: '{count} file was not taken', other: '{count} files were not taken' },
  rejectedFile: '{name}: {reason}',
  resumeTitle: {
    one: '{count} upload waits for its file',
    other: '{count} uploads wait for their files',
  },
  resumeHint: 'Choose the same files again, all at once if you like. Each goes on from where it was.',
  discardWaiting: 'Discard them',
  resumedFiles: { one: '{count} upload goes on.', other: '{count} uploads go on.' },
  unmatchedFiles: {
    one: '{count} file is not one that an upload waits for.',
    other: '{count} files are not ones that an upload waits for.',
  },
  unmatchedUnknown: '{name}: no upload waits for it.',
  unmatchedChanged: '{name}: it had {expected} then and has {offered} now.',
  uploadAsNew: 'Upload as new',
  uploadedSoFar: '{percent} uploaded.',

  formNeedsFile: 'Add a file first.',
  formIsUploading: {
    one: 'Wait until {count} file is uploaded.',
    other: 'Wait until {count} files are uploaded.',
  },
  formHasFailed: {
    one: '{count} file was not uploaded. Try again, or remove it.',
    other: '{count} files were not uploaded. Try again, or remove them.',
  },

  moveUp: 'Move up',
  moveDown: 'Move down',
  moveUpFile: 'Move {name} up',
  moveDownFile: 'Move {name} down',
  dragFile: 'Drag {name} to another place',
  movedFile: '{name} is number {position} of {count}.',
  selectFile: 'Select {name}',
  selectAll: 'Select all',
  selectedFiles: { one: '{count} selected', other: '{count} selected' },
  clearSelection: 'Select none',
  editDetails: 'Edit details',
  editDetailsOf: 'Edit details of {name}',
  detailsOf: { one: 'Details of {count} file', other: 'Details of {count} files' },
  mixedValue: 'Mixed',
  mixedHint: 'The files differ here. What you enter replaces all of it.',
  noValue: 'None',
  save: 'Save',
  saving: 'Saving…',
  savedDetails: { one: '{count} file changed.', other: '{count} files changed.' },
  unsavedDetails: {
    one: '{count} file was not changed. {reason}',
    other: '{count} files were not changed. {reason}',
  },
  shortcuts: 'Keyboard shortcuts',
  shortcutMove: 'Move the file up or down',
  shortcutMoveFar: 'Move the file to the start or the end',
  shortcutSelect: 'Select the file',
  shortcutSelectAll: 'Select all files',
  shortcutPause: 'Pause or resume the file',
  shortcutRemove: 'Remove the file, or cancel it',
  shortcutGo: 'Go to the next or previous file',
  shortcutHelp: 'Show this help',

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
} as const satisfies Messages;

export type UploaderTexts = typeof texts;

/** Every word the components say: their own texts and the sentences for errors. */
export type UploaderWords = ErrorWords & UploaderTexts;

/** English: the language that all others are translations of. */
export const en: Catalogue<UploaderWords> = { language: 'en', messages: { ...errors.messages, ...texts } };
