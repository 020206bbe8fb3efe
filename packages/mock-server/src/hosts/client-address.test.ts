import { expect, it } from 'vitest';
import { createClientAddress, isNetwork } from './client-address.ts';

it.each([
  ['no proxy is trusted', [], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
  ['the sender is no proxy', ['10.0.0.0/8'], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
  ['the proxy says who', ['10.0.0.0/8'], '10.1.2.3', '1.1.1.1', '1.1.1.1'],
  ['the client made up what stands before it', ['10.0.0.0/8'], '10.1.2.3', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  ['there are two proxies', ['10.0.0.0/8'], '10.1.2.3', '6.6.6.6, 1.1.1.1, 10.9.9.9', '1.1.1.1'],
  ['the proxy wrote nonsense', ['10.0.0.0/8'], '10.1.2.3', 'localhost', '10.1.2.3'],
  ['the header is missing', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
  ['IPv4 comes in IPv6', ['10.0.0.0/8'], '::ffff:10.1.2.3', '::ffff:1.1.1.1', '1.1.1.1'],
  ['the proxy has IPv6', ['fd00::/8'], 'fd12::1', '2001:db8::5', '2001:db8::5'],
] as const)('A52 the client address when %s', (_, trusted, remote, forwarded, client) => {
  expect(createClientAddress(trusted)(remote, forwarded)).toBe(client);
});

it('tells addresses and networks from other text', () => {
  expect(['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'].every(isNetwork)).toBe(true);
  expect(['proxy', '10.0.0.0/33', '10.0.0.0/8/8', '', '10.0.0.0/'].some(isNetwork)).toBe(false);
});
