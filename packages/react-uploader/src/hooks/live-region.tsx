'use client';
import { type ReactElement, useSyncExternalStore } from 'react';
import type { Announcement, Announcer } from '../state/announcer.ts';
import { useLanguageProps } from './use-language-props.ts';
import { visuallyHidden } from './visually-hidden.ts';

const noAnnouncements: readonly Announcement[] = [];

/** Is on the page before the first message, because a region that arrives together with its text is not read. */
export function LiveRegion({ announcer }: { readonly announcer: Announcer }): ReactElement {
  const announcements = useSyncExternalStore(
    announcer.subscribe,
    announcer.getAnnouncements,
    () => noAnnouncements,
  );
  const languageProps = useLanguageProps();
  return (
    <div
      {...languageProps}
      role="status"
      aria-live="polite"
      aria-atomic="false"
      aria-relevant="additions"
      data-upload-part="announcer"
      style={visuallyHidden}
    >
      {announcements.map((announcement) => (
        <p key={announcement.id}>{announcement.text}</p>
      ))}
    </div>
  );
}
