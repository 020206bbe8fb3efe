import { negotiateLanguage } from '@holdfast/upload-manager/messages';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@holdfast/react-uploader/styles.css';
import './demo.css';
import { App } from './app.tsx';
import { createDemoManager } from './create-demo-manager.ts';
import { LanguageProvider } from './language-provider.tsx';
import { parseSettings } from './settings.ts';
import { en } from './texts/en.ts';
import { loadWords } from './texts/load-words.ts';
import { applyTheme, readTheme } from './theme.ts';

applyTheme(readTheme());

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');

const parsed = parseSettings(new URLSearchParams(window.location.search));
const manager = createDemoManager(parsed.settings);
const language = parsed.settings.language ?? negotiateLanguage(navigator.languages);
// A page in English is better than none.
const initial = await loadWords(language).catch(() => en);

createRoot(root).render(
  <StrictMode>
    <LanguageProvider manager={manager} initial={initial}>
      <App parsed={parsed} />
    </LanguageProvider>
  </StrictMode>,
);
void manager.restore();
