'use client';
import type { UploadManager } from '@holdfast/upload-manager';
import { type Catalogue, createWording, type Overrides } from '@holdfast/upload-manager/messages';
import { type ReactElement, type ReactNode, useEffect, useMemo, useState } from 'react';
import { announceUploads } from '../state/announce-uploads.ts';
import { createAnnouncer } from '../state/announcer.ts';
import type { UploaderWords } from '../texts/catalogues/en.ts';
import { LiveRegion } from './live-region.tsx';
import { UploaderContext } from './uploader-context.ts';
import { useCatalogue } from './use-catalogue.ts';

export interface UploadManagerProviderProps {
  /** Made outside of rendering. The provider never destroys it: uploads outlive the components that show them. */
  readonly manager: UploadManager;
  /** BCP 47 tag for words, numbers, sizes and dates. Its language is fetched when there is one for it. @default 'en' */
  readonly locale?: string;
  /**
   * The words, when nothing is to be fetched: for a page that is rendered on a server, or a language of your own.
   * @default the language of `locale`
   */
  readonly catalogue?: Catalogue<UploaderWords>;
  /** Messages to say differently, by their keys. Keep the object's identity between renders. */
  readonly texts?: Overrides<UploaderWords>;
  readonly children?: ReactNode;
}

/** Gives a manager to the hooks and parts below, and a voice: one live region says what came, arrived and failed. */
export function UploadManagerProvider(props: UploadManagerProviderProps): ReactElement {
  const { manager, texts, children } = props;
  const locale = props.locale ?? props.catalogue?.language ?? 'en';
  const catalogue = useCatalogue(locale, props.catalogue);
  const wording = useMemo(
    () => createWording({ catalogue, locale, overrides: texts }),
    [catalogue, locale, texts],
  );
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
