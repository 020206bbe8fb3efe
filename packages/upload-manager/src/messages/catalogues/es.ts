import type { Catalogue, Translation } from '../message.ts';
import type { ErrorWords } from './en.ts';

const messages = {
  unauthorized: 'Tu sesión se ha cerrado. Vuelve a iniciarla y la subida continuará.',
  quota_exceeded: [
    'A este archivo le faltan {missing} en tu espacio de {limit}. Elimina archivos que ya no necesites o mejora tu plan.',
    'No queda espacio suficiente. Elimina archivos que ya no necesites o mejora tu plan.',
  ],
  plan_limit_reached: [
    'Tu plan admite hasta {allowed} de este tipo. Elimina uno o mejora tu plan.',
    'Tu plan no admite más de este tipo. Elimina uno o mejora tu plan.',
  ],
  forbidden: 'No tienes permiso para subir archivos aquí. Pide acceso al propietario.',
  origin_not_allowed: 'No se permiten subidas desde este sitio web. Avisa a su responsable.',
  url_invalid: 'El permiso para subir ha caducado. Inténtalo de nuevo.',
  not_found: 'El servidor ya no conoce esta subida. Vuelve a empezarla.',
  method_not_allowed: 'El servidor no ha entendido la solicitud. Avisa a su responsable.',
  request_timeout: 'La conexión es demasiado lenta en este momento. Inténtalo de nuevo o usa una más rápida.',
  idempotency_in_progress:
    'El servidor sigue ocupándose de la misma solicitud. Espera un momento e inténtalo de nuevo.',
  completing: 'El servidor está terminando este archivo. Estará listo en un momento.',
  session_state_conflict: 'Esta subida se terminó en otro lugar. Vuelve a empezarla si aún la necesitas.',
  parts_missing: 'Algunas partes no han llegado. Inténtalo de nuevo y solo se enviarán esas.',
  part_changed: 'El archivo cambió mientras se subía. Sube la nueva versión.',
  file_in_use: 'Este archivo se usa en otro lugar. Confirma para eliminarlo de todos modos.',
  plan_changed: 'Algo ha cambiado mientras tanto. Revísalo de nuevo y confirma.',
  upload_expired: 'Esta subida esperó demasiado y ha caducado. Vuelve a empezarla.',
  upload_gone: 'La subida sin terminar ya no está en el almacenamiento. Vuelve a empezarla.',
  length_required: 'El servidor no ha entendido la solicitud. Avisa a su responsable.',
  file_too_large: [
    'Este archivo es demasiado grande: tu plan admite hasta {maxFileSize} por archivo. Elige un archivo más pequeño o mejora tu plan.',
    'Este archivo es demasiado grande para tu plan. Elige un archivo más pequeño o mejora tu plan.',
  ],
  payload_too_large: 'La solicitud era demasiado grande para el servidor. Avisa a su responsable.',
  type_not_allowed: [
    'No se aceptan archivos de este tipo. Elige uno de estos tipos: {types}.',
    'No se aceptan archivos de este tipo. Elige otro archivo.',
  ],
  invalid_request: [
    'El nombre de este archivo no se acepta: puede tener hasta {maxNameLength} caracteres. Cambia el nombre del archivo y vuelve a elegirlo.',
    'El servidor no ha aceptado los datos de este archivo. Elige otro archivo.',
  ],
  part_size_mismatch: 'Una parte ha llegado con un tamaño incorrecto. Inténtalo de nuevo.',
  range_not_satisfiable: 'El servidor no ha entendido la solicitud. Avisa a su responsable.',
  idempotency_mismatch: 'Esta subida ya se empezó de otra forma. Añade el archivo de nuevo.',
  checksum_mismatch: 'El archivo se dañó por el camino. Inténtalo de nuevo.',
  rate_limited: [
    'El servidor está muy ocupado en este momento. Espera {wait} e inténtalo de nuevo.',
    'El servidor está muy ocupado en este momento. Inténtalo de nuevo en unos minutos.',
  ],
  too_many_uploads: 'Hay demasiadas subidas abiertas a la vez. Inténtalo de nuevo cuando terminen otras.',
  internal_error: 'Algo ha fallado en el servidor. Inténtalo de nuevo.',
  storage_unavailable: [
    'No se puede acceder al almacenamiento en este momento. Espera {wait} e inténtalo de nuevo.',
    'No se puede acceder al almacenamiento en este momento. Inténtalo de nuevo en unos minutos.',
  ],
  database_unavailable: [
    'El servidor no está disponible en este momento. Espera {wait} e inténtalo de nuevo.',
    'El servidor no está disponible en este momento. Inténtalo de nuevo en unos minutos.',
  ],
  storage_full: 'El almacenamiento del servidor está lleno. Inténtalo más tarde o avisa a su responsable.',
  offline: 'No tienes conexión. La subida continuará cuando vuelva.',
  network: 'No se puede conectar con el servidor. Comprueba tu conexión e inténtalo de nuevo.',
  code_not_loaded:
    'No se ha podido cargar una parte de esta página. Comprueba tu conexión e inténtalo de nuevo. Si no funciona, recarga la página.',
  timeout: 'El servidor no ha respondido a tiempo. Inténtalo de nuevo.',
  stalled: 'La subida se ha quedado parada. Inténtalo de nuevo.',
  cors_blocked:
    'El navegador no ha podido acceder al almacenamiento por falta de permiso. Inténtalo de nuevo y, si no funciona, avisa al responsable de este sitio web.',
  proxy_rejected:
    'Algo entre tú y el servidor ha rechazado la subida, por ejemplo una red de empresa. Inténtalo de nuevo o usa otra conexión.',
  file_changed:
    'El archivo ha cambiado desde que lo elegiste. Inténtalo de nuevo para subir la nueva versión.',
  file_unreadable:
    'Ya no se puede leer el archivo. Puede que se haya movido, eliminado o bloqueado. Vuelve a elegirlo.',
  file_mismatch: [
    'No es el mismo archivo que antes: tiene {offered} en lugar de {expected}. Elige el archivo original, o quita esta subida y empieza una nueva.',
    'No es el mismo archivo que antes. Elige el archivo original, o quita esta subida y empieza una nueva.',
  ],
  file_refused: ['Este archivo no se acepta: {refusal}', 'Este archivo no se acepta. Elige otro.'],
  size_not_allowed: [
    'Este archivo es demasiado grande: aquí se aceptan hasta {maxFileSize}. Elige un archivo más pequeño.',
    'Este archivo es demasiado pequeño: aquí se necesitan al menos {minFileSize}. Elige otro archivo.',
    'No se aceptan archivos de este tamaño. Elige otro archivo.',
  ],
  too_many_files: [
    'Aquí no se pueden añadir más de {allowed} archivos. Quita uno e inténtalo de nuevo.',
    'Aquí no se pueden añadir más archivos. Quita uno e inténtalo de nuevo.',
  ],
  needs_file: 'Vuelve a elegir el mismo archivo para continuar.',
  storage_blocked:
    'Este navegador no guarda datos de este sitio, así que las subidas no podrán continuar si cierras la página.',
  aborted: 'La subida se detuvo. Inténtalo de nuevo si aún la necesitas.',
  unknown_code:
    'El servidor lo ha rechazado por un motivo que esta página no conoce. Vuelve a cargar la página y, si ocurre otra vez, avisa al responsable de este sitio web.',
} satisfies Translation<ErrorWords, 'es'>;

/** Spanish. */
export const es: Catalogue<ErrorWords> = { language: 'es', messages };
