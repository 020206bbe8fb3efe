import { fr as uploader } from '@holdfast/react-uploader/texts/fr';
import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import type { DemoTexts, DemoWords } from './en.ts';

const texts = {
  pages: 'Pages',
  pageUpload: 'Envoyer',
  pageFiles: 'Fichiers',
  sideColumn: 'Stockage et réglages',
  uploadTitle: 'Envoyer des fichiers',
  uploadIntro:
    'Toutes les tailles, sans limite de nombre. Ce qui est envoyé le reste : après un rechargement, une coupure ou un redémarrage du serveur, la suite part toute seule.',
  filesTitle: 'Vos fichiers',
  filesIntro: 'Tout ce que vous avez envoyé avec ce navigateur, octet par octet.',
  darkTheme: 'Thème sombre',
  language: 'Langue',
  detailTitle: 'Titre',
  detailDescription: 'Présentation',
  detailLicense: 'Licence',
  licenseAll: 'Tous droits réservés',
  settings: 'Réglages pour les tests',
  notUnderstood: 'Non compris',
  checksums: 'Sommes de contrôle',
  on: 'Activées',
  off: 'Désactivées',
  parallelism: 'Parties envoyées en même temps',
  engineDefault: 'Par défaut',
  apply: 'Appliquer',
  problemChecksums: 'checksums vaut « on » ou « off », et non « {value} »',
  problemParallelism: 'parallelism est un nombre entier de {min} à {max}, et non « {value} »',
  problemLanguage: 'lang est l’une des langues de cette page, et non « {value} »',

  pageHistory: 'Historique',
  historyTitle: 'Historique des envois',
  historyIntro: 'Ce qu’est devenu chaque envoi, même échoué ou supprimé depuis.',
  reference: 'À quoi servent les fichiers',
  problemReference: 'reference est un type et un identifiant, comme step_media/s-1, et non « {value} »',

  pagePlan: 'Offre',
  planTitle: 'Votre offre',
  planIntro: 'Changez-en à tout moment. Rien n’est supprimé avec une offre plus petite.',

  pageStorage: 'Stockage',
  storageTitle: 'Votre espace',
  storageIntro: 'Ce qui le remplit, par usage, type, projet et jour.',
} satisfies Translation<DemoTexts, 'fr'>;

/** French. */
export const fr: Catalogue<DemoWords> = { language: 'fr', messages: { ...uploader.messages, ...texts } };
