'use client';
import type { UploadManager } from '@holdfast/upload-manager';
import { type ReactElement, type ReactNode, useEffect, useMemo, useState } from 'react';
import { announceUploads } from '../state/announce-uploads.ts';
import { createAnnouncer } from '../state/announcer.ts';
import type { UploaderTexts } from '../texts/english.ts';
import { createWording } from '../texts/wording.ts';
import { LiveRegion } from './live-region.tsx';
import { UploaderContext } from './uploader-context.ts';

export interface UploadManagerProviderProps {
  /** Made outside of rendering. The provider never destroys it: uploads outlive the components that show them. */
  readonly manager: UploadManager;
  /** BCP 47 tag for numbers, sizes and dates. @default 'en' */
  readonly locale?: string;
  /** Words to say differently. Keep the object's identity between renders. */
  readonly texts?: Partial<UploaderTexts>;
  readonly children?: ReactNode;
}

/** Gives a manager to the hooks and parts below, and a voice: one live region says what came, arrived and failed. */
export function UploadManagerProvider(props: UploadManagerProviderProps): ReactElement {
  const { manager, locale = 'en', texts, children } = props;
  const wording = useMemo(() => createWording({ locale, texts }), [locale, texts]);
  const [announcer] = useState(() => createAnnouncer());
  const [triggers] = useState(() => new Set<HTMLElement>());
  const context = useMemo(
    () => ({ manager, wording, announcer, triggers }),
    [manager, wording, announcer, triggers],
  );

  useEffect(
    () => announceUploads({ manager, wording, announce: announcer.announce }),
    [manager, wording, announcer],
  );

  return (
    <UploaderContext.Provider value={context}>
      {children}
      <LiveRegion announcer={announcer} />
    </UploaderContext.Provider>
  );
}
