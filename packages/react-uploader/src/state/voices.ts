import type { UploadManager } from '@holdfast/upload-manager';
import type { Announcer } from './announcer.ts';

const voices = new WeakMap<UploadManager, Set<Announcer>>();

/** Of several providers over one manager the first on the page says what happens: nobody wants to hear it from each. */
export function joinVoices(
  manager: UploadManager,
  voice: Announcer,
): Pick<Announcer, 'announce'> & { leave(): void } {
  const all = voices.get(manager) ?? new Set();
  voices.set(manager, all.add(voice));
  return {
    announce(...said) {
      if ([...all][0] === voice) voice.announce(...said);
    },
    leave: () => all.delete(voice),
  };
}
