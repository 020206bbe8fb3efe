import { cleanup, render } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { afterEach } from 'vitest';
import { UploadManagerProvider } from '../hooks/upload-manager-provider.tsx';
import { createScriptedManager, type ScriptedManager } from './create-scripted-manager.ts';

afterEach(cleanup);

export interface RenderedUploads {
  readonly scripted: ScriptedManager;
  readonly unmount: () => void;
  readonly rerender: (children: ReactNode) => void;
}

/** Renders below a provider, in strict mode: what breaks when mounted twice breaks here. */
export function renderUploads(children: ReactNode, scripted = createScriptedManager()): RenderedUploads {
  const wrap = (content: ReactNode) => (
    <StrictMode>
      <UploadManagerProvider manager={scripted.manager}>{content}</UploadManagerProvider>
    </StrictMode>
  );
  const { unmount, rerender } = render(wrap(children));
  return { scripted, unmount, rerender: (content) => rerender(wrap(content)) };
}
