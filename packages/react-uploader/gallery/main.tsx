import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UploadManagerProvider } from '../src/hooks/upload-manager-provider.tsx';
import { createScriptedManager } from '../src/testing/create-scripted-manager.ts';
import { loadTexts } from '../src/texts/load-texts.ts';
import { scenes } from './scenes.ts';

/**
 * Every block in every state it has, for people who look and for tests: `?scene=quota-full&lang=ar&theme=dark`. Without
 * a scene it lists them all.
 */
const query = new URLSearchParams(window.location.search);
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');
const catalogue = await loadTexts(query.get('lang') ?? 'en');
const { documentElement } = document;
documentElement.lang = catalogue.language;
documentElement.dir = catalogue.language === 'ar' ? 'rtl' : 'ltr';
const theme = query.get('theme');
if (theme !== null) documentElement.dataset.theme = theme;
const name = query.get('scene') ?? '';
const scene = scenes[name];
document.title = name || 'Gallery';

if (scene === undefined) {
  createRoot(root).render(
    <main>
      <h1>Every block in every state</h1>
      <nav aria-label="Scenes">
        <ul>
          {Object.keys(scenes).map((each) => (
            <li key={each}>
              <a href={`?scene=${each}`}>{each}</a>
            </li>
          ))}
        </ul>
      </nav>
    </main>,
  );
} else {
  const scripted = createScriptedManager();
  scene.prepare?.(scripted);
  createRoot(root).render(
    <StrictMode>
      <UploadManagerProvider manager={scripted.manager} catalogue={catalogue}>
        <main>
          <h1 hidden>{name}</h1>
          {scene.element}
        </main>
      </UploadManagerProvider>
    </StrictMode>,
  );
  await scene.act?.(scripted);
  // A test waits for this before it looks.
  documentElement.dataset.scene = scene.isBusy === true ? 'busy' : 'still';
}
