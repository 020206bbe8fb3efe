import type { ReactElement } from 'react';
import { type ParsedSettings, parallelismRange } from './settings.ts';

/** The switches of this demo. Applying them loads the page anew with the switches in its URL; uploads go on afterwards. */
export function SettingsForm({ parsed }: { readonly parsed: ParsedSettings }): ReactElement {
  const { settings, problems } = parsed;
  const isChanged = !settings.checksums || settings.parallelism !== null || problems.length > 0;
  return (
    <details className="settings" open={isChanged}>
      <summary>Settings for testing</summary>
      <form method="get">
        {problems.length > 0 && (
          <ul className="settings-problems" aria-label="Not understood">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        <label>
          <span>Checksums</span>
          <select name="checksums" defaultValue={settings.checksums ? 'on' : 'off'}>
            <option value="on">On</option>
            <option value="off">Off</option>
          </select>
        </label>
        <label>
          <span>Parts sent at once</span>
          <input
            name="parallelism"
            type="number"
            inputMode="numeric"
            min={parallelismRange.min}
            max={parallelismRange.max}
            placeholder="Default"
            defaultValue={settings.parallelism ?? ''}
          />
        </label>
        <button type="submit">Apply</button>
      </form>
    </details>
  );
}
