import { type ReactElement, useState } from 'react';
import { useLanguage } from './language-context.ts';
import { applyTheme, readTheme, storeTheme } from './theme.ts';

/** Light or dark, remembered. */
export function ThemeToggle(): ReactElement {
  const { wording } = useLanguage();
  const [theme, setTheme] = useState(readTheme);
  const isDark = theme === 'dark';

  function toggle() {
    const next = isDark ? 'light' : 'dark';
    setTheme(next);
    applyTheme(next);
    storeTheme(next);
  }

  return (
    <button
      type="button"
      className="theme-toggle"
      aria-pressed={isDark}
      title={wording.say('darkTheme')}
      onClick={toggle}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="8" />
        <path d="M12 4a8 8 0 0 1 0 16z" />
      </svg>
      <span className="visually-hidden">{wording.say('darkTheme')}</span>
    </button>
  );
}
