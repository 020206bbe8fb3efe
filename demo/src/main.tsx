import { UploadManagerProvider } from '@holdfast/react-uploader';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@holdfast/react-uploader/styles.css';
import './demo.css';
import { App } from './app.tsx';
import { createDemoManager } from './create-demo-manager.ts';
import { parseSettings } from './settings.ts';
import { applyTheme, readTheme } from './theme.ts';

applyTheme(readTheme());

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');

const parsed = parseSettings(new URLSearchParams(window.location.search));
const manager = createDemoManager(parsed.settings);

createRoot(root).render(
  <StrictMode>
    <UploadManagerProvider manager={manager}>
      <App parsed={parsed} />
    </UploadManagerProvider>
  </StrictMode>,
);
void manager.restore();
