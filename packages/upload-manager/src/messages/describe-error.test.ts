import { describe, expect, it } from 'vitest';
import { clientErrorCodes, errorCodes } from '../contract/index.ts';
import { UploadError, type UploadErrorCode } from '../errors/upload-error.ts';
import type { ErrorWords } from './catalogues/en.ts';
import { createWording } from './create-wording.ts';
import { describeError } from './describe-error.ts';
import { isWorthRetrying } from './error-action.ts';
import { languageNames } from './languages.ts';
import { loadMessages } from './load-messages.ts';
import type { Catalogue } from './message.ts';

const codes = [...Object.keys(errorCodes), ...clientErrorCodes] as readonly UploadErrorCode[];
const catalogues: readonly Catalogue<ErrorWords>[] = await Promise.all(
  Object.keys(languageNames).map(loadMessages),
);

/** Everything any code brings along. */
const everything = {
  retryAfterMs: 30_000,
  details: {
    limit_bytes: 5e9,
    used_bytes: 4.9e9,
    reserved_bytes: 5e7,
    requested_bytes: 2e8,
    max_file_bytes: 2e9,
    limit: 3,
    expected_bytes: 6e7,
    offered_bytes: 5,
    allowed_types: ['application/pdf', 'image/png'],
    issues: [{ path: 'files.0.file_name', message: 'too long' }],
  },
};

const actions = [
  'none',
  'wait',
  'retry',
  'free-space',
  'upgrade',
  'choose-file',
  'choose-another-file',
  'sign-in',
  'ask-access',
  'contact',
];

describe.each(catalogues)('R-E6 errors in $language', (catalogue) => {
  const wording = createWording({ catalogue });

  it.each(codes)('have a finished sentence and an action for %s, with every number and with none', (code) => {
    const full = describeError(new UploadError(code, 'internal words', everything), wording);
    const bare = describeError(new UploadError(code, 'internal words'), wording);

    for (const { text, action } of [full, bare]) {
      expect(text).toMatch(/[.。)]$/u);
      expect(text).not.toMatch(/[{}]|internal words|undefined|null|NaN|\bHTTP\b|[a-z]_[a-z]/);
      expect(actions).toContain(action);
    }
    expect(bare.action).toBe(full.action);
  });

  it('name the numbers that the server sent', () => {
    const textOf = (code: UploadErrorCode) =>
      describeError(new UploadError(code, 'x', everything), wording).text;

    expect(textOf('quota_exceeded')).toContain(wording.bytes(1.5e8));
    expect(textOf('quota_exceeded')).toContain(wording.bytes(5e9));
    expect(textOf('file_too_large')).toContain(wording.bytes(2e9));
    expect(textOf('plan_limit_reached')).toContain(wording.count(3));
    expect(textOf('rate_limited')).toContain(wording.duration(30_000, 'long'));
    expect(textOf('file_mismatch')).toContain(wording.bytes(6e7));
    expect(textOf('invalid_request')).toContain(wording.count(1024));
    expect(textOf('type_not_allowed')).toMatch(/PDF.*PNG/);
  });
});

describe('R-E6 errors', () => {
  it('are said in English unless told otherwise, without jargon', () => {
    for (const code of codes) {
      const { text } = describeError(new UploadError(code, 'internal words'));
      expect(text).toMatch(/^[A-Z].*\.$/s);
      expect(text).not.toMatch(/\d{3}/);
    }
  });

  it('leave numbers out that the server did not send', () => {
    const error = new UploadError('quota_exceeded', 'full', { details: { limit_bytes: 5e9 } });

    expect(describeError(error)).toEqual({
      text: 'There is not enough storage left. Delete files you no longer need, or upgrade your plan.',
      action: 'free-space',
    });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '2000', null, {}])(
    'take no number from a server that sends %s for one',
    (value) => {
      const error = new UploadError('file_too_large', 'x', { details: { max_file_bytes: value } });

      expect(describeError(error).text).toMatch(/too large for your plan/);
    },
  );

  it('round what has to be freed up, so that freeing it is enough', () => {
    const details = { limit_bytes: 1000, used_bytes: 1000, reserved_bytes: 0, requested_bytes: 1_000_001 };

    expect(describeError(new UploadError('quota_exceeded', 'x', { details })).text).toContain('1.01 MB');
  });

  it('never repeat what a server wrote in its own words, whatever it holds', () => {
    const hostile = '<img src=x onerror=alert(1)>\u202Egnp.exe';

    for (const code of codes) {
      const { text } = describeError(
        new UploadError(code, hostile, { details: { detail: hostile, title: hostile } }),
      );
      expect(text).not.toMatch(/[<>\u202E]/);
    }
  });

  it('show types that a server made up as harmless text', () => {
    const error = new UploadError('type_not_allowed', 'x', {
      details: { allowed_types: ['image/png', '\u202Efdp/noitacilppa\n'] },
    });

    expect(describeError(error).text).toBe(
      'Files of this type are not accepted. Choose one of these types: PNG and \uFFFDfdp/noitacilppa.',
    );
  });

  it.each([[[]], [Array.from({ length: 13 }, (_, index) => `image/type${index}`)], [[7]], ['image/png']])(
    'list no types when the server sends %j',
    (types) => {
      const error = new UploadError('type_not_allowed', 'x', { details: { allowed_types: types } });

      expect(describeError(error).text).toBe('Files of this type are not accepted. Choose another file.');
    },
  );

  it('say formats as people know them', () => {
    const allowed = [
      '.heic',
      'image/*',
      'image/svg+xml',
      'text/plain',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ];
    const error = new UploadError('type_not_allowed', 'x', { details: { allowed_types: allowed } });

    expect(describeError(error).text).toContain('HEIC, image/*, SVG, TXT, and DOCX');
  });

  it('let a rule of the page speak in whole sentences, which can turn nothing around', () => {
    const reason = `${'Scans need a resolution that can be read. '.repeat(4)}\u202Eends here.`;

    const { text } = describeError(new UploadError('file_refused', 'x', { details: { reason } }));

    expect(text).toBe(`This file is not accepted: ${reason.replace('\u202E', '\uFFFD')}`);
  });

  it('compare sizes of a wrong file only where people would see a difference', () => {
    const details = { expected_bytes: 60_000_001, offered_bytes: 60_000_000 };

    expect(describeError(new UploadError('file_mismatch', 'x', { details })).text).toMatch(
      /as before\. Choose/,
    );
  });

  it('of code that could not be loaded say to reload the page: Firefox never asks for it again', () => {
    const network = new UploadError('network', 'x');
    const code = new UploadError('network', 'x', { details: { missing: 'code' } });

    expect(describeError(code).text).toMatch(/part of this page .* reload the page\.$/);
    expect(describeError(network).text).not.toMatch(/reload/);
  });

  it('of a code this page does not know yet are said in general, and tried again only if the server says so', () => {
    const unknown = { serverCode: 'quota_frozen', retryable: false };
    const passing = { serverCode: 'quota_frozen', retryable: true };

    const described = describeError(new UploadError('quota_exceeded', 'x', unknown));

    expect(described.text).toMatch(/for a reason this page does not know\. Reload the page/);
    expect(described.action).toBe('contact');
    expect(describeError(new UploadError('quota_exceeded', 'x', passing)).action).toBe('retry');
  });
});

describe('what is worth trying again', () => {
  it('is what passes or what the person can change, and nothing that stays refused', () => {
    const hopeless = codes.filter((code) => !isWorthRetrying(new UploadError(code, 'x')));

    expect(hopeless.sort()).toEqual(
      [
        'origin_not_allowed',
        'method_not_allowed',
        'file_in_use',
        'plan_changed',
        'length_required',
        'payload_too_large',
        'type_not_allowed',
        'file_refused',
        'size_not_allowed',
        'invalid_request',
        'range_not_satisfiable',
        'storage_blocked',
      ].sort(),
    );
  });

  it('is also what the server says may succeed', () => {
    expect(isWorthRetrying(new UploadError('invalid_request', 'x', { retryable: true }))).toBe(true);
  });
});
