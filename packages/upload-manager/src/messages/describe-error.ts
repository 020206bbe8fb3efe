import type { UploadError } from '../errors/upload-error.ts';
import { type ErrorMessageKey, en } from './catalogues/en.ts';
import { createWording } from './create-wording.ts';
import { actionOf, type ErrorAction } from './error-action.ts';
import { valuesOfError } from './error-values.ts';
import type { MessageValues } from './message-values.ts';

export interface ErrorMessage {
  /** One or two sentences: what happened, with the numbers in it, and what to do next. Plain text, never markup. */
  readonly text: string;
  readonly action: ErrorAction;
}

/** Any wording that has the sentences for errors, alone or among others. */
export interface ErrorWording {
  say(key: ErrorMessageKey, values: MessageValues): string;
}

let english: ErrorWording | undefined;

/** Made when first needed: most pages have words of their own. */
function englishWording(): ErrorWording {
  english ??= createWording({ catalogue: en });
  return english;
}

/**
 * The sentence for people and what they can do. Nothing a server wrote in words of its own is repeated.
 * @param wording English when left out
 * @example const { text, action } = describeError(error, createWording({ catalogue: await loadMessages('de') }));
 */
export function describeError(error: UploadError, wording = englishWording()): ErrorMessage {
  return { text: wording.say(keyOf(error), valuesOfError(error)), action: actionOf(error) };
}

function keyOf({ code, details, serverCode }: UploadError): ErrorMessageKey {
  if (serverCode !== undefined) return 'unknown_code';
  return code === 'network' && details.missing === 'code' ? 'code_not_loaded' : code;
}
