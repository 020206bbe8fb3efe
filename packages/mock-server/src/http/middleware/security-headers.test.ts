import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { HttpEnv } from '../http-env.ts';
import { securityHeaders } from './security-headers.ts';

function appAt(publicUrl: string) {
  const app = new Hono<HttpEnv>();
  app.use(securityHeaders(publicUrl));
  app.get('/plain', (http) => http.text('ok'));
  app.get('/own', (http) =>
    http.text('ok', 200, { 'content-security-policy': "default-src 'none'; sandbox" }),
  );
  return app;
}

it('asks browsers to stay on https only where they came by it', async () => {
  const secure = await appAt('https://files.example.com').request('/plain');
  const plain = await appAt('http://localhost').request('/plain');

  expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(plain.headers.get('strict-transport-security')).toBeNull();
});

it('leaves alone what a route said in its own way', async () => {
  const answer = await appAt('http://localhost').request('/own');

  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});
