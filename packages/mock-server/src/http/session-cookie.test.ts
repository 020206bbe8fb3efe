import { expect, it } from 'vitest';
import { createSessionCookie } from './session-cookie.ts';

const token = 'a'.repeat(43);
const lifetime = { nowMs: 0, expiresAtMs: 5000 };

it('over https the cookie is for this host alone, and never sent in the clear', () => {
  const cookie = createSessionCookie('https://files.example.com');

  expect(cookie.write(token, lifetime)).toBe(
    `__Host-holdfast_session=${token}; Path=/; Max-Age=5; HttpOnly; SameSite=Lax; Secure`,
  );
});

it.each([
  [`holdfast_session=${token}`, token],
  [`a=b; holdfast_session=${token}; c=d`, token],
  [`xholdfast_session=${token}`, undefined],
  [`holdfast_session=${token}x`, undefined],
  ['holdfast_session=', undefined],
  ['', undefined],
])('reads the token from %j', (header, expected) => {
  const cookie = createSessionCookie('http://localhost');

  expect(cookie.read(new Headers({ cookie: header }))).toBe(expected);
});
