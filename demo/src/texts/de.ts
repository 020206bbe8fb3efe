import { de as uploader } from '@holdfast/react-uploader/texts/de';
import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import type { DemoTexts, DemoWords } from './en.ts';

const texts = {
  pages: 'Seiten',
  pageUpload: 'Hochladen',
  pageFiles: 'Dateien',
  sideColumn: 'Speicher und Einstellungen',
  uploadTitle: 'Dateien hochladen',
  uploadIntro:
    'Jede Größe, jede Anzahl. Was gesendet ist, bleibt gesendet: Nach einem Neuladen, einer abgerissenen Verbindung oder einem Neustart des Servers folgt der Rest.',
  filesTitle: 'Ihre Dateien',
  filesIntro: 'Alles, was Sie mit diesem Browser hochgeladen haben, Byte für Byte.',
  darkTheme: 'Dunkles Design',
  language: 'Sprache',
  detailTitle: 'Titel',
  detailDescription: 'Beschreibung',
  detailLicense: 'Lizenz',
  licenseAll: 'Alle Rechte vorbehalten',
  settings: 'Einstellungen zum Testen',
  notUnderstood: 'Nicht verstanden',
  checksums: 'Prüfsummen',
  on: 'An',
  off: 'Aus',
  parallelism: 'Gleichzeitig gesendete Teile',
  engineDefault: 'Standard',
  apply: 'Übernehmen',
  problemChecksums: 'checksums ist „on“ oder „off“, nicht „{value}“',
  problemParallelism: 'parallelism ist eine ganze Zahl von {min} bis {max}, nicht „{value}“',
  problemLanguage: 'lang ist eine der Sprachen dieser Seite, nicht „{value}“',

  pageHistory: 'Verlauf',
  historyTitle: 'Verlauf der Uploads',
  historyIntro: 'Was aus jedem Upload wurde, auch wenn er fehlschlug oder die Datei inzwischen gelöscht ist.',
  reference: 'Wofür die Dateien sind',
  problemReference: 'reference ist ein Typ und eine Id wie step_media/s-1, nicht „{value}“',

  pagePlan: 'Tarif',
  planTitle: 'Ihr Tarif',
  planIntro: 'Sie können ihn jederzeit wechseln. Auch mit einem kleineren wird nichts gelöscht.',

  pageStorage: 'Speicher',
  storageTitle: 'Ihr Speicher',
  storageIntro: 'Was ihn füllt: nach Verwendung, Typ, Projekt und Tag.',
} satisfies Translation<DemoTexts, 'de'>;

/** German. */
export const de: Catalogue<DemoWords> = { language: 'de', messages: { ...uploader.messages, ...texts } };
