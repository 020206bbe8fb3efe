import { BlockList, isIP } from 'node:net';

/** Addresses and networks, like `10.0.0.0/8` or `::1`, of the proxies in front of this server. */
export type TrustedProxies = readonly string[];

/** What tells one client from another, for limits by address. */
export type FindClientAddress = (
  remoteAddress: string | undefined,
  forwardedFor: string | undefined,
) => string;

/**
 * Believes `X-Forwarded-For` only as far as trusted proxies wrote it: read from its end, the first address that is no
 * such proxy is the client. Anybody else's header says nothing.
 */
export function createClientAddress(trusted: TrustedProxies): FindClientAddress {
  const proxies = toBlockList(trusted);
  const isProxy = (address: string): boolean => {
    const family = isIP(address);
    return family !== 0 && proxies.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };

  return (remoteAddress, forwardedFor) => {
    const direct = plainAddress(remoteAddress ?? 'unknown');
    if (forwardedFor === undefined || !isProxy(direct)) return direct;
    const hops = forwardedFor.split(',').map((hop) => plainAddress(hop.trim()));
    const client = hops.reverse().find((hop) => !isProxy(hop));
    return client !== undefined && isIP(client) !== 0 ? client : direct;
  };
}

/** A socket that takes both families names IPv4 addresses in IPv6. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function toBlockList(trusted: TrustedProxies): BlockList {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** Whether a text names an address or a network. */
export function isNetwork(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32));
}
