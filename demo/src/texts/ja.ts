import { ja as uploader } from '@holdfast/react-uploader/texts/ja';
import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import type { DemoTexts, DemoWords } from './en.ts';

const texts = {
  pages: 'ページ',
  pageUpload: 'アップロード',
  pageFiles: 'ファイル',
  sideColumn: 'ストレージと設定',
  uploadTitle: 'ファイルをアップロード',
  uploadIntro:
    'サイズも数も自由です。送った分は失われません。再読み込みや回線の切断、サーバーの再起動の後も、残りだけが続けて送られます。',
  filesTitle: 'あなたのファイル',
  filesIntro: 'このブラウザーでアップロードしたすべてのファイルです。1 バイトも違いません。',
  darkTheme: 'ダークテーマ',
  language: '言語',
  detailTitle: 'タイトル',
  detailDescription: '説明',
  detailLicense: 'ライセンス',
  licenseAll: '無断転載禁止',
  settings: 'テスト用の設定',
  notUnderstood: '理解できなかった設定',
  checksums: 'チェックサム',
  on: 'オン',
  off: 'オフ',
  parallelism: '同時に送るパートの数',
  engineDefault: '既定',
  apply: '適用',
  problemChecksums: 'checksums は「on」か「off」です（「{value}」ではありません）',
  problemParallelism: 'parallelism は {min} から {max} までの整数です（「{value}」ではありません）',
  problemLanguage: 'lang はこのページの言語のどれかです（「{value}」ではありません）',

  pageHistory: '履歴',
  historyTitle: 'アップロードの履歴',
  historyIntro: '失敗したものや後で削除されたものも含め、すべてのアップロードの結果です。',
  reference: 'ファイルの用途',
  problemReference: 'reference は step_media/s-1 のような種類と ID です（「{value}」ではありません）',

  pagePlan: 'プラン',
  planTitle: 'ご利用のプラン',
  planIntro: 'いつでも変更できます。小さいプランにしても何も削除されません。',

  pageStorage: 'ストレージ',
  storageTitle: 'ご利用のストレージ',
  storageIntro: '用途、種類、プロジェクト、日ごとの内訳です。',
} satisfies Translation<DemoTexts, 'ja'>;

/** Japanese. */
export const ja: Catalogue<DemoWords> = { language: 'ja', messages: { ...uploader.messages, ...texts } };
