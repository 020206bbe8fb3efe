import type { Catalogue, Translation } from '../message.ts';
import type { ErrorWords } from './en.ts';

const messages = {
  unauthorized: 'Sie sind abgemeldet. Melden Sie sich wieder an, dann geht der Upload weiter.',
  quota_exceeded: [
    'Für diese Datei fehlen {missing} in Ihrem Speicher von {limit}. Löschen Sie Dateien, die Sie nicht mehr brauchen, oder wechseln Sie zu einem größeren Tarif.',
    'Der Speicherplatz reicht nicht aus. Löschen Sie Dateien, die Sie nicht mehr brauchen, oder wechseln Sie zu einem größeren Tarif.',
  ],
  plan_limit_reached: [
    'Ihr Tarif erlaubt davon höchstens {allowed}. Entfernen Sie etwas oder wechseln Sie zu einem größeren Tarif.',
    'Ihr Tarif erlaubt davon nicht noch mehr. Entfernen Sie etwas oder wechseln Sie zu einem größeren Tarif.',
  ],
  forbidden: 'Sie dürfen hier nichts hochladen. Bitten Sie den Besitzer um Zugriff.',
  origin_not_allowed: 'Von dieser Website aus sind keine Uploads erlaubt. Informieren Sie den Betreiber.',
  url_invalid: 'Die Erlaubnis zum Hochladen ist abgelaufen. Versuchen Sie es noch einmal.',
  not_found: 'Der Server kennt diesen Upload nicht mehr. Starten Sie ihn neu.',
  method_not_allowed: 'Der Server hat die Anfrage nicht verstanden. Informieren Sie den Betreiber.',
  request_timeout:
    'Die Verbindung ist im Moment zu langsam. Versuchen Sie es noch einmal oder nutzen Sie eine schnellere.',
  idempotency_in_progress:
    'Der Server arbeitet noch an derselben Anfrage. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
  completing: 'Der Server stellt diese Datei gerade fertig. Gleich ist sie bereit.',
  session_state_conflict:
    'Dieser Upload wurde anderswo beendet. Starten Sie ihn neu, wenn Sie ihn noch brauchen.',
  parts_missing:
    'Einige Teile sind nicht angekommen. Versuchen Sie es noch einmal, es werden nur diese gesendet.',
  part_changed: 'Die Datei hat sich während des Hochladens geändert. Laden Sie die neue Version hoch.',
  file_in_use: 'Diese Datei wird anderswo verwendet. Bestätigen Sie, um sie trotzdem zu löschen.',
  plan_changed: 'Inzwischen hat sich etwas geändert. Prüfen Sie es noch einmal und bestätigen Sie.',
  upload_expired: 'Dieser Upload hat zu lange gewartet und ist abgelaufen. Starten Sie ihn neu.',
  upload_gone: 'Der unfertige Upload ist im Speicher nicht mehr vorhanden. Starten Sie ihn neu.',
  length_required: 'Der Server hat die Anfrage nicht verstanden. Informieren Sie den Betreiber.',
  file_too_large: [
    'Diese Datei ist zu groß: Ihr Tarif erlaubt höchstens {maxFileSize} je Datei. Wählen Sie eine kleinere Datei oder wechseln Sie zu einem größeren Tarif.',
    'Diese Datei ist zu groß für Ihren Tarif. Wählen Sie eine kleinere Datei oder wechseln Sie zu einem größeren Tarif.',
  ],
  payload_too_large: 'Die Anfrage war zu groß für den Server. Informieren Sie den Betreiber.',
  type_not_allowed: [
    'Dateien dieses Typs werden nicht angenommen. Wählen Sie einen dieser Typen: {types}.',
    'Dateien dieses Typs werden nicht angenommen. Wählen Sie eine andere Datei.',
  ],
  invalid_request: [
    'Der Name dieser Datei wird nicht angenommen: Er darf höchstens {maxNameLength} Zeichen haben. Benennen Sie die Datei um und wählen Sie sie noch einmal.',
    'Der Server hat die Angaben zu dieser Datei nicht angenommen. Wählen Sie eine andere Datei.',
  ],
  part_size_mismatch: 'Ein Teil ist mit falscher Größe angekommen. Versuchen Sie es noch einmal.',
  range_not_satisfiable: 'Der Server hat die Anfrage nicht verstanden. Informieren Sie den Betreiber.',
  idempotency_mismatch:
    'Dieser Upload wurde schon mit anderen Angaben begonnen. Fügen Sie die Datei noch einmal hinzu.',
  checksum_mismatch: 'Die Datei wurde unterwegs beschädigt. Versuchen Sie es noch einmal.',
  rate_limited: [
    'Der Server ist gerade ausgelastet. Versuchen Sie es nach einer kurzen Pause noch einmal (Wartezeit: {wait}).',
    'Der Server ist gerade ausgelastet. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
  too_many_uploads:
    'Es sind zu viele Uploads gleichzeitig offen. Versuchen Sie es noch einmal, wenn andere fertig sind.',
  internal_error: 'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es noch einmal.',
  storage_unavailable: [
    'Der Speicher ist gerade nicht erreichbar. Versuchen Sie es nach einer kurzen Pause noch einmal (Wartezeit: {wait}).',
    'Der Speicher ist gerade nicht erreichbar. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
  database_unavailable: [
    'Der Server ist gerade nicht arbeitsfähig. Versuchen Sie es nach einer kurzen Pause noch einmal (Wartezeit: {wait}).',
    'Der Server ist gerade nicht arbeitsfähig. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
  storage_full:
    'Der Speicher des Servers ist voll. Versuchen Sie es später noch einmal oder informieren Sie den Betreiber.',
  offline: 'Sie sind offline. Der Upload geht weiter, sobald die Verbindung wieder da ist.',
  network: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  code_not_loaded:
    'Ein Teil dieser Seite konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Hilft das nicht, laden Sie die Seite neu.',
  timeout: 'Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es noch einmal.',
  stalled: 'Der Upload ist ins Stocken geraten. Versuchen Sie es noch einmal.',
  cors_blocked:
    'Der Browser durfte nicht auf den Speicher zugreifen. Versuchen Sie es noch einmal, und wenn das nicht hilft, informieren Sie den Betreiber dieser Website.',
  proxy_rejected:
    'Etwas zwischen Ihnen und dem Server hat den Upload abgelehnt, zum Beispiel ein Firmennetz. Versuchen Sie es noch einmal oder nutzen Sie eine andere Verbindung.',
  file_changed:
    'Die Datei hat sich geändert, seit Sie sie gewählt haben. Versuchen Sie es noch einmal, um die neue Version hochzuladen.',
  file_unreadable:
    'Die Datei lässt sich nicht mehr lesen. Vielleicht wurde sie verschoben, gelöscht oder gesperrt. Wählen Sie sie noch einmal.',
  file_mismatch: [
    'Das ist nicht dieselbe Datei wie zuvor: Sie hat {offered} statt {expected}. Wählen Sie die ursprüngliche Datei oder entfernen Sie diesen Upload und beginnen Sie einen neuen.',
    'Das ist nicht dieselbe Datei wie zuvor. Wählen Sie die ursprüngliche Datei oder entfernen Sie diesen Upload und beginnen Sie einen neuen.',
  ],
  file_refused: [
    'Diese Datei wird nicht angenommen: {refusal}',
    'Diese Datei wird nicht angenommen. Wählen Sie eine andere.',
  ],
  size_not_allowed: [
    'Diese Datei ist zu groß: Hier sind bis zu {maxFileSize} möglich. Wählen Sie eine kleinere Datei.',
    'Diese Datei ist zu klein: Hier sind mindestens {minFileSize} nötig. Wählen Sie eine andere Datei.',
    'Dateien dieser Größe werden nicht angenommen. Wählen Sie eine andere Datei.',
  ],
  too_many_files: [
    'Hier können nicht mehr als {allowed} Dateien hinzugefügt werden. Entfernen Sie eine und versuchen Sie es noch einmal.',
    'Hier können keine weiteren Dateien hinzugefügt werden. Entfernen Sie eine und versuchen Sie es noch einmal.',
  ],
  needs_file: 'Wählen Sie dieselbe Datei noch einmal, damit es weitergeht.',
  storage_blocked:
    'Dieser Browser speichert keine Daten für diese Website. Uploads können deshalb nicht weitergehen, wenn Sie die Seite schließen.',
  aborted: 'Der Upload wurde angehalten. Versuchen Sie es noch einmal, wenn Sie ihn noch brauchen.',
  unknown_code:
    'Der Server hat dies aus einem Grund abgelehnt, den diese Seite nicht kennt. Laden Sie die Seite neu, und wenn es wieder passiert, informieren Sie den Betreiber dieser Website.',
} satisfies Translation<ErrorWords, 'de'>;

/** German. */
export const de: Catalogue<ErrorWords> = { language: 'de', messages };
