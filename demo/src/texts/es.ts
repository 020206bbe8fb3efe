import { es as uploader } from '@holdfast/react-uploader/texts/es';
import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import type { DemoTexts, DemoWords } from './en.ts';

const texts = {
  pages: 'Páginas',
  pageUpload: 'Subir',
  pageFiles: 'Archivos',
  sideColumn: 'Almacenamiento y ajustes',
  uploadTitle: 'Subir archivos',
  uploadIntro:
    'De cualquier tamaño y en cualquier cantidad. Lo enviado queda enviado: tras recargar la página, perder la conexión o reiniciarse el servidor, sigue el resto.',
  filesTitle: 'Tus archivos',
  filesIntro: 'Todo lo que has subido con este navegador, byte a byte.',
  darkTheme: 'Tema oscuro',
  language: 'Idioma',
  detailTitle: 'Título',
  detailDescription: 'Descripción',
  detailLicense: 'Licencia',
  licenseAll: 'Todos los derechos reservados',
  settings: 'Ajustes para pruebas',
  notUnderstood: 'No se ha entendido',
  checksums: 'Sumas de comprobación',
  on: 'Activadas',
  off: 'Desactivadas',
  parallelism: 'Partes enviadas a la vez',
  engineDefault: 'Predeterminado',
  apply: 'Aplicar',
  problemChecksums: 'checksums es «on» u «off», no «{value}»',
  problemParallelism: 'parallelism es un número entero de {min} a {max}, no «{value}»',
  problemLanguage: 'lang es uno de los idiomas de esta página, no «{value}»',

  pageHistory: 'Historial',
  historyTitle: 'Historial de subidas',
  historyIntro: 'Qué pasó con cada subida, también con las fallidas o eliminadas después.',
  reference: 'Para qué son los archivos',
  problemReference: 'reference es un tipo y un id, como step_media/s-1, no «{value}»',

  pagePlan: 'Plan',
  planTitle: 'Tu plan',
  planIntro: 'Cámbialo cuando quieras. Con uno menor no se elimina nada.',

  pageStorage: 'Almacenamiento',
  storageTitle: 'Tu almacenamiento',
  storageIntro: 'Qué lo ocupa, por uso, tipo, proyecto y día.',
} satisfies Translation<DemoTexts, 'es'>;

/** Spanish. */
export const es: Catalogue<DemoWords> = { language: 'es', messages: { ...uploader.messages, ...texts } };
