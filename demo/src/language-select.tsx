import { languageNames } from '@holdfast/upload-manager/messages';
import { type ChangeEvent, type ReactElement, useState } from 'react';
import { isLanguage } from './language.ts';
import { useLanguage } from './language-context.ts';

/** Each language under its own name: who looks for theirs cannot read the others. */
export function LanguageSelect(): ReactElement {
  const { wording, choose } = useLanguage();
  const [chosen, setChosen] = useState(wording.language);

  async function change(event: ChangeEvent<HTMLSelectElement>) {
    const language = event.currentTarget.value;
    if (!isLanguage(language)) return;
    setChosen(language);
    try {
      await choose(language);
    } catch {
      // The words could not be fetched: the page keeps its language, and the switch says which.
      setChosen(wording.language);
    }
  }

  return (
    <select
      className="language-select"
      aria-label={wording.say('language')}
      value={chosen}
      onChange={(event) => void change(event)}
    >
      {Object.entries(languageNames).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}
