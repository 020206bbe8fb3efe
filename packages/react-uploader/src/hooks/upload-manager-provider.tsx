'use client';
import type { UploadManager } from '@holdfast/upload-manager';
import { type Catalogue, createWording, type Overrides } from '@holdfast/upload-manager/messages';
import { type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { announceProgress } from '../state/announce-progress.ts';
import { announceUploads } from '../state/announce-uploads.ts';
import { createAnnouncer, type Politeness } from '../state/announcer.ts';
import { createSelection } from '../state/selection.ts';
import { joinVoices } from '../state/voices.ts';
import type { UploadWords } from '../texts/catalogues/en.ts';
import { overridesFor } from '../texts/overrides-for.ts';
import { uploadTexts } from '../texts/upload-texts.ts';
import type { UploaderWords } from '../texts/whole/en.ts';
import { LiveRegions } from './live-regions.tsx';
import { UploaderContext } from './uploader-context.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useLatest } from './use-latest.ts';

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
  /** Whether screen readers hear at a quarter, half and three quarters how far all uploads are. @default true */
  readonly announcesProgress?: boolean;
  /** Says what the live regions would say. For apps that have an announcer of their own. */
  readonly onAnnounce?: (text: string, politeness: Politeness) => void;
  /** What uses the hooks, parts and blocks. */
  readonly children?: ReactNode;
}

/** Gives a manager to the hooks and parts below, and a voice: one live region says what came, arrived and failed. */
export function UploadManagerProvider(props: UploadManagerProviderProps): ReactElement {
  const { manager, catalogue: given, texts, announcesProgress = true, onAnnounce, children } = props;
  const locale = props.locale ?? given?.language ?? 'en';
  const reader = useMemo(() => ({ locale, catalogue: given, overrides: texts }), [locale, given, texts]);
  const catalogue = useCatalogue<UploadWords>(uploadTexts, locale, given);
  const wording = useMemo(
    () => createWording({ catalogue, locale, overrides: overridesFor(catalogue, texts) }),
    [catalogue, locale, texts],
  );
  const [ownAnnouncer] = useState(() => createAnnouncer());
  const sayElsewhere = useLatest((text: string, politeness: Politeness = 'polite') =>
    onAnnounce?.(text, politeness),
  );
  const isSaidElsewhere = onAnnounce !== undefined;
  const announcer = useMemo(
    () => (isSaidElsewhere ? { ...ownAnnouncer, announce: sayElsewhere } : ownAnnouncer),
    [isSaidElsewhere, ownAnnouncer, sayElsewhere],
  );
  const selection = useMemo(() => createSelection(manager), [manager]);
  const [triggers] = useState(() => new Set<HTMLElement>());
  const context = useMemo(
    () => ({ manager, reader, wording, announcer, selection, triggers }),
    [manager, reader, wording, announcer, selection, triggers],
  );

  // Of what happened before the language changed nothing is forgotten, and nothing said again.
  const latestWording = useRef(wording);
  useEffect(() => {
    latestWording.current = wording;
  });

  useEffect(() => {
    const { announce, leave } = joinVoices(manager, announcer);
    const options = { manager, wording: latestWording, announce };
    const stops = [leave, announceUploads(options)];
    if (announcesProgress) stops.push(announceProgress(options));
    return () => {
      for (const stop of stops) stop();
    };
  }, [announcesProgress, manager, announcer]);

  return (
    <UploaderContext.Provider value={context}>
      {children}
      <LiveRegions announcer={announcer} />
    </UploaderContext.Provider>
  );
}
