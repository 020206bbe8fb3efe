import { useOverallProgress } from '@holdfast/react-uploader';
import { useEffect } from 'react';

/** The page's name in the tab, with the percent in front while something is uploaded. Only this renders with the ticks. */
export function DocumentTitle({ pageName }: { readonly pageName: string }): null {
  const { isUploading, percent } = useOverallProgress();
  useEffect(() => {
    const title = `${pageName} · Holdfast`;
    document.title = isUploading ? `${percent}% · ${title}` : title;
  }, [pageName, isUploading, percent]);
  return null;
}
