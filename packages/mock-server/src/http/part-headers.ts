import { ApiError } from '../domain/api-error.ts';

export interface PartHeaders {
  readonly name: string;
  /** Null for a field that is no file. */
  readonly fileName: string | null;
  readonly contentType: string | null;
}

/** The header lines of one form field. */
export function parsePartHeaders(bytes: Uint8Array): PartHeaders {
  const lines = new Map(decode(bytes).split('\r\n').map(splitHeader));
  const disposition = lines.get('content-disposition') ?? '';
  const name = parameter(disposition, 'name');
  if (!/^form-data\s*;/i.test(disposition) || name === null) throw malformed();
  return {
    name,
    fileName: extendedName(disposition) ?? parameter(disposition, 'filename'),
    contentType: lines.get('content-type') ?? null,
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ApiError('invalid_request', 'The headers of a form field are not UTF-8', { cause: error });
  }
}

/** In a name any character may stand, line separators of Unicode too. */
function splitHeader(line: string): readonly [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*)$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) throw malformed();
  return [name.toLowerCase(), value.trim()];
}

/** A quoted parameter as browsers write it: a quote and the ends of lines are percent-encoded, nothing else is. */
function parameter(disposition: string, name: string): string | null {
  const [, value] = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition) ?? [];
  if (value === undefined) return null;
  return value.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

/** The form of RFC 5987, which some libraries send for names beyond ASCII. */
function extendedName(disposition: string): string | null {
  const [, encoded] = /;\s*filename\*=utf-8'[^']*'([^\s;]+)/i.exec(disposition) ?? [];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    throw new ApiError('invalid_request', 'The file name is not percent-encoded UTF-8', { cause: error });
  }
}

function malformed(): ApiError {
  return new ApiError('invalid_request', 'The form is malformed: a field has no headers that name it');
}
