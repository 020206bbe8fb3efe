import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import { de as errors } from '@holdfast/upload-manager/messages/de';
import { account } from '../account/de.ts';
import type { UploaderTexts, UploaderWords } from './en.ts';

const texts = {
  ...account,

  dropZone: 'Dateien hinzufügen',
  dropHere: 'Dateien oder Ordner hier ablegen',
  dropNow: 'Loslassen, um sie hinzuzufügen',
  readingFolders: 'Das Abgelegte wird gelesen …',
  chooseFiles: 'Dateien wählen',
  chooseFolder: 'Ordner wählen',
  unreadable: {
    one: '{count} abgelegte Datei war nicht lesbar und wurde ausgelassen.',
    other: '{count} abgelegte Dateien waren nicht lesbar und wurden ausgelassen.',
  },
  andMore: { one: 'und {count} weitere', other: 'und {count} weitere' },
  dismiss: 'Schließen',
  safeToLeave:
    'Sie können diesen Tab jederzeit schließen. Wenn Sie wiederkommen, geht der Upload dort weiter, wo er war.',

  uploads: 'Uploads',
  noUploads: 'Noch nichts hochzuladen',
  noUploadsHint: 'Dateien, die Sie hinzufügen, erscheinen hier, jede mit ihrem eigenen Fortschritt.',

  statusPreparing: 'Datei wird gelesen',
  statusQueued: 'Wartet, bis sie an der Reihe ist',
  statusInitiating: 'Wird gestartet',
  statusRestoring: 'Fragt den Server, was er schon hat',
  statusVerifying: 'Vergleicht mit dem bisher Gesendeten',
  statusUploading: 'Wird hochgeladen',
  statusPaused: 'Angehalten',
  statusCompleting: 'Wird fertiggestellt',
  statusCompleted: 'Hochgeladen',
  statusCancelled: 'Abgebrochen',
  statusFailed: 'Nicht hochgeladen',
  statusNeedsFile: 'Wählen Sie dieselbe Datei noch einmal, damit es weitergeht',
  statusNeedsPermission: 'Erlauben Sie den Zugriff auf die Datei, damit es weitergeht',
  waitOffline: 'Sie sind offline. Es geht weiter, sobald die Verbindung wieder da ist',
  waitSignIn: 'Sie sind abgemeldet. Es geht weiter, sobald Sie sich wieder anmelden',
  waitRetry: 'Verbindungsprobleme. Neuer Versuch',
  waitRetryIn: 'Verbindungsprobleme. Neuer Versuch in {duration}',

  pause: 'Anhalten',
  resume: 'Fortsetzen',
  retry: 'Noch einmal versuchen',
  cancel: 'Abbrechen',
  remove: 'Entfernen',
  chooseAgain: 'Datei wählen',
  allowAccess: 'Zugriff erlauben',
  pauseFile: '{name} anhalten',
  resumeFile: '{name} fortsetzen',
  retryFile: '{name} noch einmal versuchen',
  cancelFile: '{name} abbrechen',
  removeFile: '{name} aus der Liste entfernen',
  chooseFileAgain: 'Datei {name} noch einmal wählen',
  allowAccessToFile: 'Zugriff auf {name} erlauben',

  takeOver: 'Hier fortsetzen',
  takeOverFile: '{name} in diesem Tab fortsetzen',
  inAnotherTab: 'Ein anderer Tab arbeitet daran',

  rejectedFiles: {
    one: '{count} Datei wurde nicht angenommen',
    other: '{count} Dateien wurden nicht angenommen',
  },
  rejectedFile: '{name}: {reason}',
  resumeTitle: {
    one: '{count} Upload wartet auf seine Datei',
    other: '{count} Uploads warten auf ihre Dateien',
  },
  resumeHint:
    'Wählen Sie dieselben Dateien noch einmal, gern alle auf einmal. Jede geht dort weiter, wo sie war.',
  discardWaiting: 'Verwerfen',
  resumedFiles: { one: '{count} Upload geht weiter.', other: '{count} Uploads gehen weiter.' },
  unmatchedFiles: {
    one: 'Auf {count} Datei wartet kein Upload.',
    other: 'Auf {count} Dateien wartet kein Upload.',
  },
  unmatchedUnknown: '{name}: Darauf wartet kein Upload.',
  unmatchedChanged: '{name}: Sie hatte damals {expected} und hat jetzt {offered}.',
  uploadAsNew: 'Neu hochladen',
  uploadedSoFar: '{percent} hochgeladen.',

  formNeedsFile: 'Fügen Sie zuerst eine Datei hinzu.',
  formIsUploading: {
    one: 'Warten Sie, bis {count} Datei hochgeladen ist.',
    other: 'Warten Sie, bis {count} Dateien hochgeladen sind.',
  },
  formHasFailed: {
    one: '{count} Datei wurde nicht hochgeladen. Versuchen Sie es noch einmal oder entfernen Sie sie.',
    other: '{count} Dateien wurden nicht hochgeladen. Versuchen Sie es noch einmal oder entfernen Sie sie.',
  },

  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  moveUpFile: '{name} nach oben verschieben',
  moveDownFile: '{name} nach unten verschieben',
  dragFile: '{name} an eine andere Stelle ziehen',
  movedFile: '{name} ist Nummer {position} von {count}.',
  selectFile: '{name} auswählen',
  selectAll: 'Alle auswählen',
  selectedFiles: { one: '{count} ausgewählt', other: '{count} ausgewählt' },
  clearSelection: 'Auswahl aufheben',
  shortcuts: 'Tastenkürzel',
  shortcutMove: 'Datei nach oben oder unten verschieben',
  shortcutMoveFar: 'Datei an den Anfang oder ans Ende verschieben',
  shortcutSelect: 'Datei auswählen',
  shortcutSelectAll: 'Alle Dateien auswählen',
  shortcutPause: 'Datei anhalten oder fortsetzen',
  shortcutRemove: 'Datei entfernen oder abbrechen',
  shortcutGo: 'Zur nächsten oder vorigen Datei',
  shortcutHelp: 'Diese Hilfe zeigen',

  pauseAll: 'Alle anhalten',
  resumeAll: 'Alle fortsetzen',
  clearFinished: 'Fertige entfernen',
  overallProgress: 'Alle Uploads',
  activeUploads: { one: '{count} Datei wird hochgeladen', other: '{count} Dateien werden hochgeladen' },
  pausedUploads: { one: '{count} Upload ist angehalten', other: '{count} Uploads sind angehalten' },
  waitingUploads: { one: '{count} Upload wartet auf Sie', other: '{count} Uploads warten auf Sie' },
  failedUploads: { one: '{count} Upload ist fehlgeschlagen', other: '{count} Uploads sind fehlgeschlagen' },
  allUploaded: { one: '{count} Datei hochgeladen', other: '{count} Dateien hochgeladen' },
  nothingActive: 'Nichts wird hochgeladen',
  sentOfSize: '{sent} von {size}',
  speed: '{bytesPerSecond}/s',
  timeLeft: 'noch {duration}',
  percentAndParts: '{percent}, {stored} von {parts} Teilen',

  addedFile: '{name} hinzugefügt.',
  addedFiles: { one: '{count} Datei hinzugefügt.', other: '{count} Dateien hinzugefügt.' },
  restoredUploads: {
    one: '{count} unfertiger Upload ist wieder da.',
    other: '{count} unfertige Uploads sind wieder da.',
  },
  completedFile: '{name} hochgeladen.',
  completedFiles: { one: '{count} Datei hochgeladen.', other: '{count} Dateien hochgeladen.' },
  failedFile: '{name} wurde nicht hochgeladen. {reason}',
  failedFiles: {
    one: '{count} Datei wurde nicht hochgeladen.',
    other: '{count} Dateien wurden nicht hochgeladen.',
  },
  deletedFile: '{name} gelöscht.',
} satisfies Translation<UploaderTexts, 'de'>;

/** German. */
export const de: Catalogue<UploaderWords> = { language: 'de', messages: { ...errors.messages, ...texts } };
