import type { UploadOptions } from '@holdfast/upload-manager';
import type { LanguageTag } from '@holdfast/upload-manager/messages';
import { isLanguage } from './language.ts';

/** What QA may switch, all of it in the URL, so that a finding is a link. */
export interface Settings {
  /** Whether each part's checksum is computed and bound into its URL. */
  readonly checksums: boolean;
  /** Parts sent at once; `null` leaves it to the engine. */
  readonly parallelism: number | null;
  /** What uploads of this page are for, as `type/id`; `null` for nothing. */
  readonly reference: string | null;
  /** Of the whole page; `null` leaves it to what the browser prefers. */
  readonly language: LanguageTag | null;
}

/** A switch that could not be understood and was left at its default. */
export interface SettingProblem {
  readonly message: 'problemChecksums' | 'problemParallelism' | 'problemReference' | 'problemLanguage';
  readonly value: string;
}

export interface ParsedSettings {
  readonly settings: Settings;
  /** What the switches say about the files of this page. */
  readonly uploadOptions: UploadOptions;
  readonly problems: readonly SettingProblem[];
}

/** The engine's own limits. */
export const parallelismRange = { min: 1, max: 64 } as const;

/** Reads `?checksums=off`, `?parallelism=N`, `?reference=step_media/s-1` and `?lang=de`. */
export function parseSettings(query: URLSearchParams): ParsedSettings {
  const problems: SettingProblem[] = [];
  const checksums = query.get('checksums') ?? 'on';
  if (checksums !== 'on' && checksums !== 'off') {
    problems.push({ message: 'problemChecksums', value: checksums });
  }
  const parallelism = parseParallelism(query.get('parallelism'));
  if (parallelism === 'invalid') {
    problems.push({ message: 'problemParallelism', value: query.get('parallelism') ?? '' });
  }
  const reference = query.get('reference') ?? '';
  const [, referenceType, referenceId] = /^([^/]{1,255})\/(.{1,255})$/u.exec(reference) ?? [];
  const isReference = referenceType !== undefined && referenceId !== undefined;
  if (reference !== '' && !isReference) problems.push({ message: 'problemReference', value: reference });
  const language = query.get('lang') ?? '';
  if (language !== '' && !isLanguage(language)) {
    problems.push({ message: 'problemLanguage', value: language });
  }
  return {
    settings: {
      checksums: checksums !== 'off',
      parallelism: parallelism === 'invalid' ? null : parallelism,
      reference: isReference ? reference : null,
      language: isLanguage(language) ? language : null,
    },
    uploadOptions: isReference ? { referenceType, referenceId } : {},
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
