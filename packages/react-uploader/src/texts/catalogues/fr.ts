import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import { fr as errors } from '@holdfast/upload-manager/messages/fr';
import { account } from '../account/fr.ts';
import type { UploaderTexts, UploaderWords } from './en.ts';

const texts = {
  ...account,

  dropZone: 'Ajouter des fichiers',
  dropHere: 'Déposez des fichiers ou des dossiers ici',
  dropNow: 'Relâchez pour les ajouter',
  readingFolders: 'Lecture de ce que vous avez déposé…',
  chooseFiles: 'Choisir des fichiers',
  chooseFolder: 'Choisir un dossier',
  unreadable: {
    one: '{count} fichier déposé n’a pas pu être lu et a été laissé de côté.',
    many: '{count} de fichiers déposés n’ont pas pu être lus et ont été laissés de côté.',
    other: '{count} fichiers déposés n’ont pas pu être lus et ont été laissés de côté.',
  },
  andMore: { one: 'et {count} autre', many: 'et {count} d’autres', other: 'et {count} autres' },
  dismiss: 'Fermer',
  safeToLeave:
    'Vous pouvez fermer cet onglet à tout moment. À votre retour, l’envoi reprendra là où il en était.',

  uploads: 'Envois',
  noUploads: 'Rien à envoyer pour l’instant',
  noUploadsHint: 'Les fichiers que vous ajoutez apparaissent ici, chacun avec sa progression.',

  statusPreparing: 'Lecture du fichier',
  statusQueued: 'En attente de son tour',
  statusInitiating: 'Démarrage',
  statusRestoring: 'Vérification de ce que le serveur a déjà',
  statusVerifying: 'Comparaison avec ce qui a déjà été envoyé',
  statusUploading: 'Envoi en cours',
  statusPaused: 'En pause',
  statusCompleting: 'Finalisation',
  statusCompleted: 'Envoyé',
  statusCancelled: 'Annulé',
  statusFailed: 'Non envoyé',
  statusNeedsFile: 'Choisissez à nouveau le même fichier pour continuer',
  statusNeedsPermission: 'Autorisez l’accès au fichier pour continuer',
  waitOffline: 'Vous êtes hors ligne. L’envoi reprendra dès le retour de la connexion',
  waitSignIn: 'Vous êtes déconnecté. L’envoi reprendra dès que vous vous reconnecterez',
  waitRetry: 'Problème de connexion. Nouvel essai',
  waitRetryIn: 'Problème de connexion. Nouvel essai dans {duration}',

  pause: 'Mettre en pause',
  resume: 'Reprendre',
  retry: 'Réessayer',
  cancel: 'Annuler',
  remove: 'Retirer',
  chooseAgain: 'Choisir le fichier',
  allowAccess: 'Autoriser l’accès',
  pauseFile: 'Mettre en pause {name}',
  resumeFile: 'Reprendre {name}',
  retryFile: 'Réessayer {name}',
  cancelFile: 'Annuler {name}',
  removeFile: 'Retirer {name} de la liste',
  chooseFileAgain: 'Choisir à nouveau le fichier {name}',
  allowAccessToFile: 'Autoriser l’accès à {name}',

  takeOver: 'Continuer ici',
  takeOverFile: 'Continuer {name} dans cet onglet',
  inAnotherTab: 'Un autre onglet s’en occupe',

  rejectedFiles: {
    one: '{count} fichier n’a pas été accepté',
    many: '{count} de fichiers n’ont pas été acceptés',
    other: '{count} fichiers n’ont pas été acceptés',
  },
  rejectedFile: '{name} : {reason}',
  resumeTitle: {
    one: '{count} envoi attend son fichier',
    many: '{count} d’envois attendent leurs fichiers',
    other: '{count} envois attendent leurs fichiers',
  },
  resumeHint:
    'Choisissez à nouveau les mêmes fichiers, tous ensemble si vous voulez. Chacun reprendra là où il en était.',
  discardWaiting: 'Abandonner',
  resumedFiles: {
    one: '{count} envoi reprend.',
    many: '{count} d’envois reprennent.',
    other: '{count} envois reprennent.',
  },
  unmatchedFiles: {
    one: 'Aucun envoi n’attend {count} de ces fichiers.',
    many: 'Aucun envoi n’attend {count} de ces fichiers.',
    other: 'Aucun envoi n’attend {count} de ces fichiers.',
  },
  unmatchedUnknown: '{name} : aucun envoi ne l’attend.',
  unmatchedChanged: '{name} : sa taille était de {expected}, elle est maintenant de {offered}.',
  uploadAsNew: 'Envoyer comme nouveau',
  uploadedSoFar: '{percent} envoyés.',

  formNeedsFile: 'Ajoutez d’abord un fichier.',
  formIsUploading: {
    one: 'Attendez la fin de l’envoi de {count} fichier.',
    many: 'Attendez la fin de l’envoi de {count} de fichiers.',
    other: 'Attendez la fin de l’envoi de {count} fichiers.',
  },
  formHasFailed: {
    one: '{count} fichier n’a pas été envoyé. Réessayez ou retirez-le.',
    many: '{count} de fichiers n’ont pas été envoyés. Réessayez ou retirez-les.',
    other: '{count} fichiers n’ont pas été envoyés. Réessayez ou retirez-les.',
  },

  moveUp: 'Monter',
  moveDown: 'Descendre',
  moveUpFile: 'Monter {name}',
  moveDownFile: 'Descendre {name}',
  dragFile: 'Faire glisser {name} ailleurs',
  movedFile: '{name} est en position {position} sur {count}.',
  selectFile: 'Sélectionner {name}',
  selectAll: 'Tout sélectionner',
  selectedFiles: {
    one: '{count} sélectionné',
    many: '{count} de sélectionnés',
    other: '{count} sélectionnés',
  },
  clearSelection: 'Ne rien sélectionner',
  shortcuts: 'Raccourcis clavier',
  shortcutMove: 'Monter ou descendre le fichier',
  shortcutMoveFar: 'Placer le fichier au début ou à la fin',
  shortcutSelect: 'Sélectionner le fichier',
  shortcutSelectAll: 'Sélectionner tous les fichiers',
  shortcutPause: 'Mettre en pause ou reprendre le fichier',
  shortcutRemove: 'Retirer le fichier ou l’annuler',
  shortcutGo: 'Aller au fichier suivant ou précédent',
  shortcutHelp: 'Afficher cette aide',

  pauseAll: 'Tout mettre en pause',
  resumeAll: 'Tout reprendre',
  clearFinished: 'Retirer les envois terminés',
  overallProgress: 'Tous les envois',
  activeUploads: {
    one: 'Envoi de {count} fichier',
    many: 'Envoi de {count} de fichiers',
    other: 'Envoi de {count} fichiers',
  },
  pausedUploads: {
    one: '{count} envoi en pause',
    many: '{count} d’envois en pause',
    other: '{count} envois en pause',
  },
  waitingUploads: {
    one: '{count} envoi vous attend',
    many: '{count} d’envois vous attendent',
    other: '{count} envois vous attendent',
  },
  failedUploads: {
    one: '{count} envoi a échoué',
    many: '{count} d’envois ont échoué',
    other: '{count} envois ont échoué',
  },
  allUploaded: {
    one: '{count} fichier envoyé',
    many: '{count} de fichiers envoyés',
    other: '{count} fichiers envoyés',
  },
  nothingActive: 'Aucun envoi en cours',
  sentOfSize: '{sent} sur {size}',
  speed: '{bytesPerSecond}/s',
  timeLeft: 'encore {duration}',
  percentAndParts: '{percent}, {stored} parties sur {parts}',

  addedFile: '{name} ajouté.',
  addedFiles: {
    one: '{count} fichier ajouté.',
    many: '{count} de fichiers ajoutés.',
    other: '{count} fichiers ajoutés.',
  },
  restoredUploads: {
    one: '{count} envoi inachevé est de retour.',
    many: '{count} d’envois inachevés sont de retour.',
    other: '{count} envois inachevés sont de retour.',
  },
  completedFile: '{name} envoyé.',
  completedFiles: {
    one: '{count} fichier envoyé.',
    many: '{count} de fichiers envoyés.',
    other: '{count} fichiers envoyés.',
  },
  failedFile: '{name} n’a pas été envoyé. {reason}',
  failedFiles: {
    one: '{count} fichier n’a pas été envoyé.',
    many: '{count} de fichiers n’ont pas été envoyés.',
    other: '{count} fichiers n’ont pas été envoyés.',
  },
  deletedFile: '{name} supprimé.',
} satisfies Translation<UploaderTexts, 'fr'>;

/** French. */
export const fr: Catalogue<UploaderWords> = { language: 'fr', messages: { ...errors.messages, ...texts } };
