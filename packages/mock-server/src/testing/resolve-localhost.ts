import dns from 'node:dns';
import { vi } from 'vitest';

/**
 * Names below `localhost` are this machine (RFC 6761), as they are in browsers; what Node asks may not know them. Answers
 * how to end it.
 */
export function resolveLocalhost(): () => void {
  const { lookup } = dns;
  const resolve = (name: string, ...rest: readonly unknown[]) =>
    Reflect.apply(lookup, dns, [name.endsWith('.localhost') ? 'localhost' : name, ...rest]);
  // `lookup` is overloaded; every form of it has the name first.
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(resolve as typeof dns.lookup);
  return () => spy.mockRestore();
}
