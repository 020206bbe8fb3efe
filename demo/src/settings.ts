/** What QA may switch, all of it in the URL, so that a finding is a link. */
export interface Settings {
  /** Whether each part's checksum is computed and bound into its URL. */
  readonly checksums: boolean;
  /** Parts sent at once; `null` leaves it to the engine. */
  readonly parallelism: number | null;
}

export interface ParsedSettings {
  readonly settings: Settings;
  /** Switches that could not be understood and were left at their defaults. */
  readonly problems: readonly string[];
}

/** The engine's own limits. */
export const parallelismRange = { min: 1, max: 64 } as const;

/** Reads `?checksums=off` and `?parallelism=N`. */
export function parseSettings(query: URLSearchParams): ParsedSettings {
  const problems: string[] = [];
  const checksums = query.get('checksums') ?? 'on';
  if (checksums !== 'on' && checksums !== 'off') {
    problems.push(`checksums is “on” or “off”, not “${checksums}”`);
  }
  const parallelism = parseParallelism(query.get('parallelism'));
  if (parallelism === 'invalid') {
    const { min, max } = parallelismRange;
    problems.push(`parallelism is a whole number from ${min} to ${max}, not “${query.get('parallelism')}”`);
  }
  return {
    settings: {
      checksums: checksums !== 'off',
      parallelism: parallelism === 'invalid' ? null : parallelism,
    },
    problems,
  };
}

/** An empty field of the form means «not set», like a missing one. */
function parseParallelism(text: string | null): number | null | 'invalid' {
  if (text === null || text === '') return null;
  if (!/^\d+$/.test(text)) return 'invalid';
  const value = Number(text);
  return value < parallelismRange.min || value > parallelismRange.max ? 'invalid' : value;
}
