import * as v from 'valibot';

/** An origin, as browsers write it. */
export const origin = v.pipe(
  v.string(),
  v.check((value) => isOrigin(value), 'expected an origin like https://app.example.com, without a path'),
);

function isOrigin(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, '');
}

/** Values between commas. */
export const list = v.pipe(
  v.string(),
  v.transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
);

/** What is on or off. */
export const flag = v.pipe(
  v.picklist(['true', 'false', '1', '0'], 'expected true or false'),
  v.transform((value) => value === 'true' || value === '1'),
);
