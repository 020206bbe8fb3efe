import { useSyncExternalStore } from 'react';

/** Each page with the message that names it. */
export const pages = {
  '/': 'pageUpload',
  '/files': 'pageFiles',
  '/history': 'pageHistory',
  '/storage': 'pageStorage',
  '/plan': 'pagePlan',
} as const;

export type PagePath = keyof typeof pages;

/** In the order of the navigation. */
export const paths = Object.keys(pages).filter(isPage);

const listeners = new Set<() => void>();

/** The page of the address bar. An unknown path is the upload page, which the server answers for every path. */
export function usePage(): PagePath {
  return useSyncExternalStore(subscribe, currentPage);
}

/** Goes to a page and keeps the switches in the URL. */
export function goTo(path: PagePath): void {
  window.history.pushState(null, '', hrefOf(path));
  for (const listener of listeners) listener();
}

export function hrefOf(path: PagePath): string {
  return `${path}${window.location.search}`;
}

function currentPage(): PagePath {
  const { pathname } = window.location;
  return isPage(pathname) ? pathname : '/';
}

function isPage(path: string): path is PagePath {
  return Object.hasOwn(pages, path);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}
