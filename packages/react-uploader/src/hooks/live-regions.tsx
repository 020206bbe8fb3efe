'use client';
import { type ReactElement, useSyncExternalStore } from 'react';
import type { Announcement, Announcer, Politeness } from '../state/announcer.ts';
import { useLanguageProps } from './use-language-props.ts';
import { visuallyHidden } from './visually-hidden.ts';

const noAnnouncements: readonly Announcement[] = [];

/**
 * One polite and one assertive region. They are on the page before the first message, because a region that arrives
 * together with its text is not read.
 */
export function LiveRegions({ announcer }: { readonly announcer: Announcer }): ReactElement {
  const announcements = useSyncExternalStore(
    announcer.subscribe,
    announcer.getAnnouncements,
    () => noAnnouncements,
  );
  return (
    <>
      <LiveRegion role="status" politeness="polite" announcements={announcements} />
      <LiveRegion role="alert" politeness="assertive" announcements={announcements} />
    </>
  );
}

interface LiveRegionProps {
  readonly role: 'status' | 'alert';
  readonly politeness: Politeness;
  readonly announcements: readonly Announcement[];
}

function LiveRegion({ role, politeness, announcements }: LiveRegionProps): ReactElement {
  const languageProps = useLanguageProps();
  return (
    <div
      {...languageProps}
      role={role}
      aria-live={politeness}
      aria-atomic="false"
      aria-relevant="additions"
      data-upload-part="announcer"
      style={visuallyHidden}
    >
      {announcements
        .filter((announcement) => announcement.politeness === politeness)
        .map((announcement) => (
          <p key={announcement.id}>{announcement.text}</p>
        ))}
    </div>
  );
}
