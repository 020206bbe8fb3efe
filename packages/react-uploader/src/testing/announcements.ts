import { waitFor } from '@testing-library/react';
import type { Politeness } from '../state/announcer.ts';

/** Longer than what is said is held back to be said together. */
const patienceMs = 5000;

/** What screen readers were told in the last seconds, in order: the sentences, then what interrupted them. */
export function announcements(politeness?: Politeness): readonly string[] {
  const wanted = politeness === undefined ? '' : `[aria-live="${politeness}"]`;
  const regions = document.querySelectorAll(`[data-upload-part="announcer"]${wanted}`);
  return Array.from(regions).flatMap((region) =>
    Array.from(region.children, (sentence) => sentence.textContent ?? ''),
  );
}

/** Waits until a sentence is said, and returns it. What happens at the same time is said together, a moment later. */
export function findAnnouncement(text: string | RegExp): Promise<string> {
  return waitFor(
    () => {
      const said = announcements();
      const found = said.find((sentence) =>
        typeof text === 'string' ? sentence === text : text.test(sentence),
      );
      if (found !== undefined) return found;
      throw new Error(`${text} was not said. Said: ${said.join(' | ') || 'nothing'}.`);
    },
    { timeout: patienceMs },
  );
}
