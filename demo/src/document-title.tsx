import { useOverallProgress } from '@holdfast/react-uploader';
import { useEffect } from 'react';
import { useLanguage } from './language-context.ts';

/** The page's name in the tab, with the percent in front while something is uploaded. Only this renders with the ticks. */
export function DocumentTitle({ pageName }: { readonly pageName: string }): null {
  const { isUploading, percent } = useOverallProgress();
  const { wording } = useLanguage();
  useEffect(() => {
    const title = `${pageName} · Holdfast`;
    document.title = isUploading ? `${wording.percent(percent)} · ${title}` : title;
  }, [pageName, isUploading, percent, wording]);
  return null;
}
