import type { ReactElement } from 'react';
import { useLanguage } from './language-context.ts';
import { type ParsedSettings, parallelismRange } from './settings.ts';

/** The switches of this demo. Applying them loads the page anew with the switches in its URL; uploads go on afterwards. */
export function SettingsForm({ parsed }: { readonly parsed: ParsedSettings }): ReactElement {
  const { settings, problems } = parsed;
  const { wording } = useLanguage();
  const { say } = wording;
  const { checksums, parallelism, reference } = settings;
  const isChanged = !checksums || parallelism !== null || reference !== null || problems.length > 0;
  return (
    <details className="settings" open={isChanged}>
      <summary>{say('settings')}</summary>
      <form method="get">
        <input type="hidden" name="lang" value={wording.language} />
        {problems.length > 0 && (
          <ul className="settings-problems" aria-label={say('notUnderstood')}>
            {problems.map((problem) => (
              <li key={problem.message}>
                {say(problem.message, { value: problem.value, ...parallelismRange })}
              </li>
            ))}
          </ul>
        )}
        <label>
          <span>{say('checksums')}</span>
          <select name="checksums" defaultValue={checksums ? 'on' : 'off'}>
            <option value="on">{say('on')}</option>
            <option value="off">{say('off')}</option>
          </select>
        </label>
        <label>
          <span>{say('parallelism')}</span>
          <input
            name="parallelism"
            type="number"
            inputMode="numeric"
            min={parallelismRange.min}
            max={parallelismRange.max}
            placeholder={say('engineDefault')}
            defaultValue={parallelism ?? ''}
          />
        </label>
        <label>
          <span>{say('reference')}</span>
          <input name="reference" placeholder="step_media/s-1" defaultValue={reference ?? ''} dir="ltr" />
        </label>
        <button type="submit">{say('apply')}</button>
      </form>
    </details>
  );
}
