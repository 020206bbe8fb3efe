import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import { es as errors } from '@holdfast/upload-manager/messages/es';
import { account } from '../account/es.ts';
import type { UploaderTexts, UploaderWords } from './en.ts';

const texts = {
  ...account,

  dropZone: 'Añadir archivos',
  dropHere: 'Suelta aquí archivos o carpetas',
  dropNow: 'Suéltalos para añadirlos',
  readingFolders: 'Leyendo lo que has soltado…',
  chooseFiles: 'Elegir archivos',
  chooseFolder: 'Elegir una carpeta',
  unreadable: {
    one: 'No se ha podido leer {count} archivo soltado y se ha omitido.',
    many: 'No se han podido leer {count} de archivos soltados y se han omitido.',
    other: 'No se han podido leer {count} archivos soltados y se han omitido.',
  },
  andMore: { one: 'y {count} más', many: 'y {count} más', other: 'y {count} más' },
  dismiss: 'Cerrar',
  safeToLeave:
    'Puedes cerrar esta pestaña cuando quieras. Cuando vuelvas, la subida continuará donde estaba.',

  uploads: 'Subidas',
  noUploads: 'Aún no hay nada que subir',
  noUploadsHint: 'Los archivos que añadas aparecerán aquí, cada uno con su progreso.',

  statusPreparing: 'Leyendo el archivo',
  statusQueued: 'Esperando su turno',
  statusInitiating: 'Empezando',
  statusRestoring: 'Preguntando al servidor qué tiene ya',
  statusVerifying: 'Comparando con lo enviado antes',
  statusUploading: 'Subiendo',
  statusPaused: 'En pausa',
  statusCompleting: 'Terminando',
  statusCompleted: 'Subido',
  statusCancelled: 'Cancelado',
  statusFailed: 'No subido',
  statusNeedsFile: 'Vuelve a elegir el mismo archivo para continuar',
  statusNeedsPermission: 'Permite el acceso al archivo para continuar',
  waitOffline: 'No tienes conexión. Continuará cuando vuelva',
  waitSignIn: 'Tu sesión se ha cerrado. Continuará cuando vuelvas a iniciarla',
  waitRetry: 'Problemas de conexión. Nuevo intento',
  waitRetryIn: 'Problemas de conexión. Nuevo intento en {duration}',

  pause: 'Pausar',
  resume: 'Reanudar',
  retry: 'Reintentar',
  cancel: 'Cancelar',
  remove: 'Quitar',
  chooseAgain: 'Elegir archivo',
  allowAccess: 'Permitir acceso',
  pauseFile: 'Pausar {name}',
  resumeFile: 'Reanudar {name}',
  retryFile: 'Reintentar {name}',
  cancelFile: 'Cancelar {name}',
  removeFile: 'Quitar {name} de la lista',
  chooseFileAgain: 'Volver a elegir el archivo {name}',
  allowAccessToFile: 'Permitir acceso a {name}',

  takeOver: 'Continuar aquí',
  takeOverFile: 'Continuar {name} en esta pestaña',
  inAnotherTab: 'Otra pestaña se ocupa de él',

  rejectedFiles: {
    one: 'No se ha aceptado {count} archivo',
    many: 'No se han aceptado {count} de archivos',
    other: 'No se han aceptado {count} archivos',
  },
  rejectedFile: '{name}: {reason}',
  resumeTitle: {
    one: '{count} subida espera su archivo',
    many: '{count} de subidas esperan sus archivos',
    other: '{count} subidas esperan sus archivos',
  },
  resumeHint:
    'Vuelve a elegir los mismos archivos, todos a la vez si quieres. Cada uno continuará donde estaba.',
  discardWaiting: 'Descartar',
  resumedFiles: {
    one: '{count} subida continúa.',
    many: '{count} de subidas continúan.',
    other: '{count} subidas continúan.',
  },
  unmatchedFiles: {
    one: 'Ninguna subida espera {count} de estos archivos.',
    many: 'Ninguna subida espera {count} de estos archivos.',
    other: 'Ninguna subida espera {count} de estos archivos.',
  },
  unmatchedUnknown: '{name}: ninguna subida lo espera.',
  unmatchedChanged: '{name}: antes tenía {expected} y ahora tiene {offered}.',
  uploadAsNew: 'Subir como nuevo',
  uploadedSoFar: '{percent} subido.',

  formNeedsFile: 'Añade primero un archivo.',
  formIsUploading: {
    one: 'Espera a que se suba {count} archivo.',
    many: 'Espera a que se suban {count} de archivos.',
    other: 'Espera a que se suban {count} archivos.',
  },
  formHasFailed: {
    one: '{count} archivo no se ha subido. Vuelve a intentarlo o quítalo.',
    many: '{count} de archivos no se han subido. Vuelve a intentarlo o quítalos.',
    other: '{count} archivos no se han subido. Vuelve a intentarlo o quítalos.',
  },

  moveUp: 'Subir en la lista',
  moveDown: 'Bajar en la lista',
  moveUpFile: 'Subir {name} en la lista',
  moveDownFile: 'Bajar {name} en la lista',
  dragFile: 'Arrastrar {name} a otro lugar',
  movedFile: '{name} es el número {position} de {count}.',
  selectFile: 'Seleccionar {name}',
  selectAll: 'Seleccionar todo',
  selectedFiles: {
    one: '{count} seleccionado',
    many: '{count} de seleccionados',
    other: '{count} seleccionados',
  },
  clearSelection: 'No seleccionar nada',
  shortcuts: 'Atajos de teclado',
  shortcutMove: 'Subir o bajar el archivo en la lista',
  shortcutMoveFar: 'Llevar el archivo al principio o al final',
  shortcutSelect: 'Seleccionar el archivo',
  shortcutSelectAll: 'Seleccionar todos los archivos',
  shortcutPause: 'Pausar o reanudar el archivo',
  shortcutRemove: 'Quitar o cancelar el archivo',
  shortcutGo: 'Ir al archivo siguiente o anterior',
  shortcutHelp: 'Mostrar esta ayuda',

  pauseAll: 'Pausar todo',
  resumeAll: 'Reanudar todo',
  clearFinished: 'Quitar terminados',
  overallProgress: 'Todas las subidas',
  activeUploads: {
    one: 'Subiendo {count} archivo',
    many: 'Subiendo {count} de archivos',
    other: 'Subiendo {count} archivos',
  },
  pausedUploads: {
    one: '{count} subida en pausa',
    many: '{count} de subidas en pausa',
    other: '{count} subidas en pausa',
  },
  waitingUploads: {
    one: '{count} subida te espera',
    many: '{count} de subidas te esperan',
    other: '{count} subidas te esperan',
  },
  failedUploads: {
    one: '{count} subida ha fallado',
    many: '{count} de subidas han fallado',
    other: '{count} subidas han fallado',
  },
  allUploaded: {
    one: '{count} archivo subido',
    many: '{count} de archivos subidos',
    other: '{count} archivos subidos',
  },
  nothingActive: 'No se está subiendo nada',
  sentOfSize: '{sent} de {size}',
  speed: '{bytesPerSecond}/s',
  timeLeft: 'quedan {duration}',
  percentAndParts: '{percent}, {stored} de {parts} partes',

  addedFile: '{name} añadido.',
  addedFiles: {
    one: '{count} archivo añadido.',
    many: '{count} de archivos añadidos.',
    other: '{count} archivos añadidos.',
  },
  restoredUploads: {
    one: 'Ha vuelto {count} subida sin terminar.',
    many: 'Han vuelto {count} de subidas sin terminar.',
    other: 'Han vuelto {count} subidas sin terminar.',
  },
  completedFile: '{name} subido.',
  completedFiles: {
    one: '{count} archivo subido.',
    many: '{count} de archivos subidos.',
    other: '{count} archivos subidos.',
  },
  failedFile: '{name} no se ha subido. {reason}',
  failedFiles: {
    one: '{count} archivo no se ha subido.',
    many: '{count} de archivos no se han subido.',
    other: '{count} archivos no se han subido.',
  },
  deletedFile: '{name} eliminado.',
} satisfies Translation<UploaderTexts, 'es'>;

/** Spanish. */
export const es: Catalogue<UploaderWords> = { language: 'es', messages: { ...errors.messages, ...texts } };
