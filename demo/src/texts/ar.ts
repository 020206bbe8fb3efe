import { ar as uploader } from '@holdfast/react-uploader/texts/ar';
import type { Catalogue, Translation } from '@holdfast/upload-manager/messages';
import type { DemoTexts, DemoWords } from './en.ts';

const texts = {
  pages: 'الصفحات',
  pageUpload: 'رفع',
  pageFiles: 'الملفات',
  sideColumn: 'التخزين والإعدادات',
  uploadTitle: 'رفع الملفات',
  uploadIntro:
    'أي حجم وأي عدد. ما أُرسل يبقى مُرسلًا: بعد إعادة التحميل أو انقطاع الاتصال أو إعادة تشغيل الخادم، يتبعه الباقي.',
  filesTitle: 'ملفاتك',
  filesIntro: 'كل ما رفعته بهذا المتصفح، بايتًا ببايت.',
  darkTheme: 'المظهر الداكن',
  language: 'اللغة',
  detailTitle: 'العنوان',
  detailDescription: 'الوصف',
  detailLicense: 'الترخيص',
  licenseAll: 'جميع الحقوق محفوظة',
  settings: 'إعدادات الاختبار',
  notUnderstood: 'لم يُفهم',
  checksums: 'المجاميع الاختبارية',
  on: 'تشغيل',
  off: 'إيقاف',
  parallelism: 'الأجزاء المرسلة في آن واحد',
  engineDefault: 'الافتراضي',
  apply: 'تطبيق',
  problemChecksums: 'قيمة checksums هي «on» أو «off»، لا «{value}»',
  problemParallelism: 'قيمة parallelism عدد صحيح من {min} إلى {max}، لا «{value}»',
  problemLanguage: 'قيمة lang إحدى لغات هذه الصفحة، لا «{value}»',

  pageHistory: 'السجل',
  historyTitle: 'سجل عمليات الرفع',
  historyIntro: 'ما آلت إليه كل عملية رفع، حتى التي فشلت أو حُذفت لاحقًا.',
  reference: 'الغرض من الملفات',
  problemReference: 'reference نوع ومعرّف مثل step_media/s-1، وليس «{value}»',

  pagePlan: 'الخطة',
  planTitle: 'خطتك',
  planIntro: 'غيّرها متى شئت. لا يُحذف شيء مع خطة أصغر.',

  pageStorage: 'التخزين',
  storageTitle: 'تخزينك',
  storageIntro: 'ما يشغله حسب الاستخدام والنوع والمشروع واليوم.',
} satisfies Translation<DemoTexts, 'ar'>;

/** Arabic. */
export const ar: Catalogue<DemoWords> = { language: 'ar', messages: { ...uploader.messages, ...texts } };
