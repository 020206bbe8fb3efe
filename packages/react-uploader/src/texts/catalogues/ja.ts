import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import { ja as errors } from '@holdfast/upload-manager/messages/ja';
import { account } from '../account/ja.ts';
import type { UploaderTexts, UploaderWords } from './en.ts';

const texts = {
  ...account,

  dropZone: 'ファイルを追加',
  dropHere: 'ここにファイルやフォルダーをドロップ',
  dropNow: '放すと追加されます',
  readingFolders: 'ドロップされたものを読み込んでいます…',
  chooseFiles: 'ファイルを選択',
  chooseFolder: 'フォルダーを選択',
  unreadable: { other: 'ドロップされた {count} 個のファイルを読み取れなかったため、除外しました。' },
  andMore: { other: 'ほか {count} 個' },
  dismiss: '閉じる',
  safeToLeave: 'このタブはいつでも閉じられます。後で戻ると、アップロードは続きから再開します。',

  uploads: 'アップロード',
  noUploads: 'アップロードするものはまだありません',
  noUploadsHint: '追加したファイルは、それぞれの進み具合とともにここに表示されます。',

  statusPreparing: 'ファイルを読み込み中',
  statusQueued: '順番を待っています',
  statusInitiating: '開始しています',
  statusRestoring: 'サーバーにある分を確認中',
  statusVerifying: '送信済みのデータと照合中',
  statusUploading: 'アップロード中',
  statusPaused: '一時停止中',
  statusCompleting: '仕上げ中',
  statusCompleted: 'アップロード済み',
  statusCancelled: 'キャンセル済み',
  statusFailed: 'アップロードできませんでした',
  statusNeedsFile: '続けるには、同じファイルをもう一度選んでください',
  statusNeedsPermission: '続けるには、ファイルへのアクセスを許可してください',
  waitOffline: 'オフラインです。接続が戻ると再開します',
  waitSignIn: 'ログアウトしています。もう一度ログインすると再開します',
  waitRetry: '接続に問題があります。再試行しています',
  waitRetryIn: '接続に問題があります。{duration}後に再試行します',

  pause: '一時停止',
  resume: '再開',
  retry: '再試行',
  cancel: 'キャンセル',
  remove: '取り除く',
  chooseAgain: 'ファイルを選択',
  allowAccess: 'アクセスを許可',
  pauseFile: '{name} を一時停止',
  resumeFile: '{name} を再開',
  retryFile: '{name} を再試行',
  cancelFile: '{name} をキャンセル',
  removeFile: '{name} をリストから取り除く',
  chooseFileAgain: 'ファイル {name} をもう一度選択',
  allowAccessToFile: '{name} へのアクセスを許可',

  takeOver: 'ここで続ける',
  takeOverFile: '{name} をこのタブで続ける',
  inAnotherTab: '別のタブで処理中',

  rejectedFiles: { other: '{count} 個のファイルは受け付けられませんでした' },
  rejectedFile: '{name}：{reason}',
  resumeTitle: { other: '{count} 件のアップロードがファイルを待っています' },
  resumeHint:
    '同じファイルをもう一度選んでください。まとめて選んでもかまいません。それぞれ続きから再開します。',
  discardWaiting: '破棄する',
  resumedFiles: { other: '{count} 件のアップロードを再開します。' },
  unmatchedFiles: { other: '{count} 個のファイルは、待っているアップロードのものではありません。' },
  unmatchedUnknown: '{name}：待っているアップロードがありません。',
  unmatchedChanged: '{name}：以前は {expected} でしたが、今は {offered} です。',
  uploadAsNew: '新しくアップロード',
  uploadedSoFar: '{percent} アップロードしました。',

  formNeedsFile: '先にファイルを追加してください。',
  formIsUploading: { other: '{count} 個のファイルのアップロードが終わるまでお待ちください。' },
  formHasFailed: {
    other: '{count} 個のファイルをアップロードできませんでした。再試行するか、取り除いてください。',
  },

  pauseAll: 'すべて一時停止',
  resumeAll: 'すべて再開',
  clearFinished: '完了分を取り除く',
  overallProgress: 'すべてのアップロード',
  activeUploads: { other: '{count} 個のファイルをアップロード中' },
  pausedUploads: { other: '{count} 件のアップロードが一時停止中' },
  waitingUploads: { other: '{count} 件のアップロードが操作を待っています' },
  failedUploads: { other: '{count} 件のアップロードが失敗しました' },
  allUploaded: { other: '{count} 個のファイルをアップロードしました' },
  nothingActive: 'アップロード中のものはありません',
  sentOfSize: '{sent} / {size}',
  speed: '{bytesPerSecond}/秒',
  timeLeft: '残り {duration}',
  percentAndParts: '{percent}、{parts} 個中 {stored} 個のパート',

  addedFile: '{name} を追加しました。',
  addedFiles: { other: '{count} 個のファイルを追加しました。' },
  restoredUploads: { other: '途中のアップロードが {count} 件戻りました。' },
  completedFile: '{name} をアップロードしました。',
  completedFiles: { other: '{count} 個のファイルをアップロードしました。' },
  failedFile: '{name} をアップロードできませんでした。{reason}',
  failedFiles: { other: '{count} 個のファイルをアップロードできませんでした。' },
  deletedFile: '{name} を削除しました。',
} satisfies Translation<UploaderTexts, 'ja'>;

/** Japanese. */
export const ja: Catalogue<UploaderWords> = { language: 'ja', messages: { ...errors.messages, ...texts } };
