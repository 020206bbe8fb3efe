/** One attack, what the backend (or the engine) answers to it, and the file whose test proves it. */
interface Attack {
  readonly attack: string;
  readonly answer: string;
  readonly provenIn: string;
}

/** Attacks A1 to A68, in their order. */
export const attackList: readonly Attack[] = [
  {
    attack: 'No credentials on any route',
    answer: '401 `unauthorized`',
    provenIn: 'test/contract/access.test.ts',
  },
  {
    attack: 'A wrong or expired token',
    answer: '401 `unauthorized`; the session stays resumable',
    provenIn: 'test/contract/access.test.ts',
  },
  {
    attack: "Another tenant's ids on every route, in every place an id can stand",
    answer: '404, exactly like an id that never was; nothing changes',
    provenIn: 'test/contract/attacks/cross-tenant.test.ts',
  },
  {
    attack: 'Guessing ids',
    answer: '404, then 429 `rate_limited` with Retry-After for every call; ids have 122 random bits',
    provenIn: 'test/contract/limits.test.ts',
  },
  { attack: "A colleague's open upload", answer: '404', provenIn: 'test/contract/access.test.ts' },
  {
    attack: 'Rights lost in the middle of an upload, then complete',
    answer: '403 `forbidden`; no file becomes active',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  { attack: 'No size', answer: '400 `invalid_request`; no row', provenIn: 'test/contract/bad-input.test.ts' },
  {
    attack: 'A size that is negative, half, text, too large or negative zero',
    answer: '400 `invalid_request`; no row',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'Size 0',
    answer: 'An empty file by one empty part',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'A file larger than the plan allows',
    answer: '413 `file_too_large` with `max_file_bytes`; nothing reserved',
    provenIn: 'test/contract/quota.test.ts',
  },
  {
    attack: 'A file larger than the quota left',
    answer: '402 `quota_exceeded` with what is there and what was asked for',
    provenIn: 'test/contract/quota.test.ts',
  },
  {
    attack: '200 initiates at once at the edge of the quota',
    answer: 'Exactly those that fit are let in',
    provenIn: 'test/contract/quota.test.ts',
  },
  {
    attack: 'More bytes sent than declared',
    answer: '400 `part_size_mismatch`, or cut at the declared length; nothing else is kept',
    provenIn: 'test/contract/raw-socket.test.ts',
  },
  {
    attack: 'Fewer parts sent than declared, then complete',
    answer: '409 `parts_missing` with the numbers; still resumable',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'A part one byte too long or too short',
    answer: '400 `part_size_mismatch`; not kept',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Part numbers 0, −1, 10,001, text, fractions, null',
    answer: '400 `invalid_request`; nothing bound',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: "A part size of the client's own",
    answer: 'Ignored; the server decides how parts are cut',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  {
    attack: 'More than 100 parts signed in one call',
    answer: '400 `invalid_request`',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'A storm of signing',
    answer: '429 `rate_limited` with Retry-After; nobody else is slowed down',
    provenIn: 'test/contract/limits.test.ts',
  },
  {
    attack: 'A part URL used again with other bytes',
    answer:
      '422 `checksum_mismatch`; the first bytes stay. Without checksums: 409 `part_changed` for whoever names the first ETag',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'A part URL used again after completion',
    answer: '403 `url_invalid`; the file is untouched',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'The URL of a whole file used again after completion',
    answer: '403 `url_invalid`; the file is untouched',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Key, part, upload or size in a URL changed, or a parameter added',
    answer: '403 `url_invalid`; nothing stored',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Another Content-Type or other headers sent with a part',
    answer: 'Ignored: the type is told from the bytes, and served as an attachment',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  {
    attack: 'A part URL used to read or delete',
    answer: '405 with Allow',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Complete with a part that was never uploaded',
    answer: "400 `invalid_request` or 409 `part_changed`: storage's own list decides",
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'Complete with the ETag of something else',
    answer: '409 `part_changed` with the numbers',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'Complete with a checksum that is not the stored one',
    answer: '409 `part_changed` with the numbers',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'Complete with duplicate, unsorted or unknown parts',
    answer: '400 `invalid_request`; order does not matter',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'Bytes that do not have their checksum',
    answer: '422 `checksum_mismatch`; not kept, may be sent again',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Complete of a session without parts',
    answer: '409 `parts_missing`',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: '100 completes at once',
    answer: 'One file, one object, one charge, one event; every answer the same file or 409 `completing`',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'Complete and cancel at once',
    answer: 'One of them wins, never both',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'Cancel of a completed session',
    answer: '200 with `completed`; the file is kept',
    provenIn: 'test/contract/main-flow.test.ts',
  },
  {
    attack: 'A part sent after cancel',
    answer: '403 `url_invalid`; nothing is left behind',
    provenIn: 'test/contract/main-flow.test.ts',
  },
  {
    attack: 'Signing, activity or complete after expiry',
    answer: '410 `upload_expired`; the reservation comes back',
    provenIn: 'test/contract/expiry.test.ts',
  },
  {
    attack: 'An idempotency key used again with other fields',
    answer: '422 `idempotency_mismatch`; the first result stands',
    provenIn: 'test/contract/idempotency.test.ts',
  },
  {
    attack: 'The same key many times at once',
    answer: 'One session; the others 409 `idempotency_in_progress` with Retry-After',
    provenIn: 'test/contract/idempotency.test.ts',
  },
  {
    attack: 'A key that is empty, too long or not printable ASCII',
    answer: '400 `invalid_request`',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: "Another user's key",
    answer: 'A result of its own',
    provenIn: 'test/contract/idempotency.test.ts',
  },
  {
    attack: 'File names that climb directories',
    answer: 'Kept as a name, never a path',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'File names with NUL or half a surrogate pair, with CR/LF, quotes or bidi',
    answer: '400, or kept and harmless in every header',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'Double extensions and pictures with scripts',
    answer: 'An attachment without rights, whatever it is called',
    provenIn: 'test/contract/content.test.ts',
  },
  {
    attack: 'A Content-Type that lies',
    answer: '415 `type_not_allowed` at completion; object gone, reservation back',
    provenIn: 'test/contract/completion.test.ts',
  },
  {
    attack: 'A virus',
    answer:
      "What the host's scanner refuses (hook `onFileActive`) is deleted: 410 for everybody. Until then, and without a scanner: an attachment in a sandbox",
    provenIn: 'test/contract/file-hook.test.ts',
  },
  {
    attack: 'An archive that unfolds to gigabytes',
    answer: 'Stored as bytes, never opened',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  {
    attack: 'Metadata that is huge, deep or named `__proto__`',
    answer: '400 `invalid_request`',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'JSON that is cut, marked, not UTF-8 or past its limit',
    answer: '400 `invalid_request` or 413 `payload_too_large`',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'JSON sent as plain text or as a form',
    answer: '400 `invalid_request`: a page cannot send it unasked',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'Calls from a page of another origin',
    answer: 'No CORS header; 403 `origin_not_allowed` for what changes state',
    provenIn: 'test/contract/anonymous-session.test.ts',
  },
  {
    attack: 'Origins that look like an allowed one',
    answer: 'Not allowed: the match is exact',
    provenIn: 'test/contract/anonymous-session.test.ts',
  },
  {
    attack: 'Forged Host and X-Forwarded headers',
    answer: 'URLs come from PUBLIC_URL; addresses are believed from trusted proxies only',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  {
    attack: 'Wrong methods and unknown routes',
    answer: '405 with Allow; 404',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'Two lengths, bad chunks, headers of 100 KB, no HTTP at all',
    answer: '4xx or a closed connection; the server lives',
    provenIn: 'test/contract/raw-socket.test.ts',
  },
  {
    attack: 'Slow headers, silent connections, dripping bodies',
    answer: '408 or a closed connection; nothing temporary is left',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  {
    attack: 'Sessions opened without end',
    answer: '429 `too_many_uploads`',
    provenIn: 'test/contract/quota.test.ts',
  },
  {
    attack: 'A session kept alive for ever',
    answer: 'Ends at its hard lifetime',
    provenIn: 'test/contract/expiry.test.ts',
  },
  {
    attack: 'A link planted in the upload directory',
    answer: 'Neither followed nor served',
    provenIn: 'packages/mock-server/src/storage/local/local-storage.test.ts',
  },
  {
    attack: 'A local URL with one byte of signature, expiry, part or length changed',
    answer: '403 `url_invalid`; compared in constant time',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Two PUTs of one part at once',
    answer: 'One of them is kept whole, never a mix',
    provenIn: 'test/contract/signed-urls.test.ts',
  },
  {
    attack: 'Addresses for the server to call',
    answer: 'There is no such field',
    provenIn: 'test/contract/attacks/running-server.test.ts',
  },
  {
    attack: "SQL and names of JavaScript's own as ids and names, on every route",
    answer: '404 or 400, or text',
    provenIn: 'test/contract/attacks/cross-tenant.test.ts',
  },
  {
    attack: 'A cursor that was tampered with',
    answer: '400 `invalid_request`',
    provenIn: 'test/contract/bad-input.test.ts',
  },
  {
    attack: 'A client whose clock is wrong',
    answer: "The server's time decides: 410, and the client starts over",
    provenIn: 'packages/upload-manager/src/create-upload-manager.test.ts',
  },
  {
    attack: 'Telling foreign ids from unknown ones by the answer',
    answer: 'The same answer but for its request id',
    provenIn: 'test/contract/access.test.ts',
  },
  {
    attack: 'Log lines forged by names and user agents',
    answer: 'One line of JSON for each request, without names, tokens and queries',
    provenIn: 'test/contract/limits.test.ts',
  },
  {
    attack: 'Messages forged by other scripts of the origin',
    answer: 'Hints at most: the page that works believes none of them, the server says how an upload ended',
    provenIn: 'packages/upload-manager/src/engine/tabs/start-tabs.test.ts',
  },
  {
    attack: 'A poisoned record in browser storage',
    answer: 'Dropped with a warning; a newer one is left alone',
    provenIn: 'packages/upload-manager/src/create-upload-manager.test.ts',
  },
];
