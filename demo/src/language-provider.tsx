import { UploadManagerProvider } from '@holdfast/react-uploader';
import type { UploadManager } from '@holdfast/upload-manager';
import { type Catalogue, createWording, type LanguageTag } from '@holdfast/upload-manager/messages';
import { type ReactElement, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { regionOf, storeLanguage } from './language.ts';
import { LanguageContext } from './language-context.ts';
import type { DemoWords } from './texts/en.ts';
import { loadWords } from './texts/load-words.ts';

export interface LanguageProviderProps {
  readonly manager: UploadManager;
  /** The words the page begins with. */
  readonly initial: Catalogue<DemoWords>;
  readonly children: ReactNode;
}

/** One catalogue for the page and the components in it: both change their language in the same moment. */
export function LanguageProvider({ manager, initial, children }: LanguageProviderProps): ReactElement {
  const [catalogue, setCatalogue] = useState(initial);
  const latestChoice = useRef<LanguageTag | null>(null);
  const locale = regionOf(catalogue.language, navigator.languages);
  const wording = useMemo(() => createWording({ catalogue, locale }), [catalogue, locale]);

  // In the same moment as the words, or a screen reader reads the new ones as if they were in the old language.
  useLayoutEffect(() => {
    document.documentElement.lang = wording.language;
    document.documentElement.dir = wording.direction;
  }, [wording]);

  const context = useMemo(() => {
    async function choose(language: LanguageTag) {
      latestChoice.current = language;
      const words = await loadWords(language);
      // Whoever chooses twice wants the second.
      if (latestChoice.current !== language) return;
      setCatalogue(words);
      storeLanguage(language);
    }
    return { wording, choose };
  }, [wording]);

  return (
    <LanguageContext.Provider value={context}>
      <UploadManagerProvider manager={manager} catalogue={catalogue} locale={locale}>
        {children}
      </UploadManagerProvider>
    </LanguageContext.Provider>
  );
}
