import type { Catalogue, Translation } from '../message.ts';
import type { ErrorWords } from './en.ts';

const messages = {
  unauthorized: 'Vous êtes déconnecté. Reconnectez-vous et l’envoi reprendra.',
  quota_exceeded: [
    'Il manque {missing} pour ce fichier dans votre espace de {limit}. Supprimez des fichiers inutiles ou passez à une offre supérieure.',
    'Il ne reste pas assez d’espace. Supprimez des fichiers inutiles ou passez à une offre supérieure.',
  ],
  plan_limit_reached: [
    'Votre offre est limitée à {allowed} éléments de ce type. Supprimez-en un ou passez à une offre supérieure.',
    'Votre offre n’en permet pas davantage. Supprimez-en un ou passez à une offre supérieure.',
  ],
  forbidden: 'Vous n’avez pas le droit d’envoyer des fichiers ici. Demandez l’accès au propriétaire.',
  origin_not_allowed: 'Les envois ne sont pas autorisés depuis ce site. Signalez-le à son responsable.',
  url_invalid: 'L’autorisation d’envoi a expiré. Réessayez.',
  not_found: 'Le serveur ne connaît plus cet envoi. Recommencez-le.',
  method_not_allowed: 'Le serveur n’a pas compris la demande. Signalez-le à son responsable.',
  request_timeout: 'La connexion est trop lente pour le moment. Réessayez ou utilisez-en une plus rapide.',
  idempotency_in_progress: 'Le serveur traite encore la même demande. Patientez un instant, puis réessayez.',
  completing: 'Le serveur termine ce fichier. Il sera prêt dans un instant.',
  session_state_conflict: 'Cet envoi a été arrêté ailleurs. Recommencez-le si vous en avez encore besoin.',
  parts_missing: 'Certaines parties ne sont pas arrivées. Réessayez : seules celles-ci seront envoyées.',
  part_changed: 'Le fichier a changé pendant l’envoi. Envoyez la nouvelle version.',
  file_in_use: 'Ce fichier est utilisé ailleurs. Confirmez pour le supprimer quand même.',
  plan_changed: 'Quelque chose a changé entre-temps. Vérifiez à nouveau, puis confirmez.',
  upload_expired: 'Cet envoi a attendu trop longtemps et a expiré. Recommencez-le.',
  upload_gone: 'L’envoi inachevé n’est plus dans le stockage. Recommencez-le.',
  length_required: 'Le serveur n’a pas compris la demande. Signalez-le à son responsable.',
  file_too_large: [
    'Ce fichier est trop volumineux : votre offre permet jusqu’à {maxFileSize} par fichier. Choisissez un fichier plus petit ou passez à une offre supérieure.',
    'Ce fichier est trop volumineux pour votre offre. Choisissez un fichier plus petit ou passez à une offre supérieure.',
  ],
  payload_too_large: 'La demande était trop volumineuse pour le serveur. Signalez-le à son responsable.',
  type_not_allowed: [
    'Les fichiers de ce type ne sont pas acceptés. Choisissez l’un de ces types : {types}.',
    'Les fichiers de ce type ne sont pas acceptés. Choisissez un autre fichier.',
  ],
  invalid_request: [
    'Le nom de ce fichier n’est pas accepté : il peut avoir jusqu’à {maxNameLength} caractères. Renommez le fichier, puis choisissez-le à nouveau.',
    'Le serveur n’a pas accepté les informations sur ce fichier. Choisissez un autre fichier.',
  ],
  part_size_mismatch: 'Une partie est arrivée avec une taille incorrecte. Réessayez.',
  range_not_satisfiable: 'Le serveur n’a pas compris la demande. Signalez-le à son responsable.',
  idempotency_mismatch: 'Cet envoi a déjà été commencé autrement. Ajoutez à nouveau le fichier.',
  checksum_mismatch: 'Le fichier a été endommagé en chemin. Réessayez.',
  rate_limited: [
    'Le serveur est très sollicité pour le moment. Attendez {wait}, puis réessayez.',
    'Le serveur est très sollicité pour le moment. Réessayez dans quelques minutes.',
  ],
  too_many_uploads: 'Trop d’envois sont ouverts en même temps. Réessayez quand d’autres seront terminés.',
  internal_error: 'Un problème est survenu sur le serveur. Réessayez.',
  storage_unavailable: [
    'Le stockage est injoignable pour le moment. Attendez {wait}, puis réessayez.',
    'Le stockage est injoignable pour le moment. Réessayez dans quelques minutes.',
  ],
  database_unavailable: [
    'Le serveur est indisponible pour le moment. Attendez {wait}, puis réessayez.',
    'Le serveur est indisponible pour le moment. Réessayez dans quelques minutes.',
  ],
  storage_full: 'Le stockage du serveur est plein. Réessayez plus tard ou signalez-le à son responsable.',
  offline: 'Vous êtes hors ligne. L’envoi reprendra dès le retour de la connexion.',
  network: 'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
  code_not_loaded:
    'Une partie de cette page n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez. Si cela ne suffit pas, rechargez la page.',
  timeout: 'Le serveur n’a pas répondu à temps. Réessayez.',
  stalled: 'L’envoi s’est bloqué. Réessayez.',
  cors_blocked:
    'Le navigateur n’a pas eu le droit d’accéder au stockage. Réessayez et, si cela ne suffit pas, signalez-le au responsable de ce site.',
  proxy_rejected:
    'Un intermédiaire entre vous et le serveur a refusé l’envoi, par exemple un réseau d’entreprise. Réessayez ou utilisez une autre connexion.',
  file_changed:
    'Le fichier a changé depuis que vous l’avez choisi. Réessayez pour envoyer la nouvelle version.',
  file_unreadable:
    'Le fichier ne peut plus être lu. Il a peut-être été déplacé, supprimé ou verrouillé. Choisissez-le à nouveau.',
  file_mismatch: [
    'Ce n’est pas le même fichier qu’avant : il fait {offered} au lieu de {expected}. Choisissez le fichier d’origine, ou retirez cet envoi et commencez-en un nouveau.',
    'Ce n’est pas le même fichier qu’avant. Choisissez le fichier d’origine, ou retirez cet envoi et commencez-en un nouveau.',
  ],
  file_refused: [
    'Ce fichier n’est pas accepté : {refusal}',
    'Ce fichier n’est pas accepté. Choisissez-en un autre.',
  ],
  size_not_allowed: [
    'Ce fichier est trop volumineux : {maxFileSize} au maximum sont acceptés ici. Choisissez un fichier plus petit.',
    'Ce fichier est trop petit : il faut au moins {minFileSize} ici. Choisissez un autre fichier.',
    'Les fichiers de cette taille ne sont pas acceptés. Choisissez un autre fichier.',
  ],
  too_many_files: [
    'Vous ne pouvez pas ajouter plus de {allowed} fichiers ici. Retirez-en un, puis réessayez.',
    'Vous ne pouvez plus ajouter de fichiers ici. Retirez-en un, puis réessayez.',
  ],
  needs_file: 'Choisissez à nouveau le même fichier pour continuer.',
  storage_blocked:
    'Ce navigateur ne conserve pas de données pour ce site : les envois ne pourront pas reprendre après la fermeture de la page.',
  aborted: 'L’envoi a été arrêté. Réessayez si vous en avez encore besoin.',
  unknown_code:
    'Le serveur a refusé pour une raison que cette page ne connaît pas. Rechargez la page et, si cela se reproduit, signalez-le au responsable de ce site.',
} satisfies Translation<ErrorWords, 'fr'>;

/** French. */
export const fr: Catalogue<ErrorWords> = { language: 'fr', messages };
