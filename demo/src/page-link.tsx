import type { MouseEvent, ReactElement } from 'react';
import { useLanguage } from './language-context.ts';
import { goTo, hrefOf, type PagePath, pages, usePage } from './router.ts';

/** A link of the navigation. Clicks that open tabs or windows stay the browser's. */
export function PageLink({ path }: { readonly path: PagePath }): ReactElement {
  const { wording } = useLanguage();
  const isCurrent = usePage() === path;

  function follow(event: MouseEvent<HTMLAnchorElement>) {
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain) return;
    event.preventDefault();
    goTo(path);
  }

  return (
    <a href={hrefOf(path)} aria-current={isCurrent ? 'page' : undefined} onClick={follow}>
      {wording.say(pages[path])}
    </a>
  );
}
