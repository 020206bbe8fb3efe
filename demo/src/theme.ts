export type Theme = 'light' | 'dark';

const storageKey = 'holdfast-demo-theme';

/** What was chosen before, else what the system prefers. */
export function readTheme(): Theme {
  const stored = readStored();
  if (stored === 'light' || stored === 'dark') return stored;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

export function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage is blocked: the choice holds for this page, which is all that is promised.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Storage is blocked: the system decides.
    return null;
  }
}
