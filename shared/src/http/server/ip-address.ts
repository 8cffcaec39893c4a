// One spelling for each address, and what counts as one client.

import { isIPv4, isIPv6 } from 'node:net';

/** An IPv4 address inside IPv6, as servers that listen on both see it (RFC 4291, 2.5.5.2). */
const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * The one spelling of an address: IPv4 as it is, also when it comes mapped into IPv6; IPv6 as RFC 5952 has it, without a zone.
 * @returns undefined when the text is no address
 */
export function ipAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const [address = ''] = text.split('%', 1);
  if (!isIPv6(address)) return undefined;
  const spelled = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = mapped.exec(spelled) ?? [];
  return high === undefined || low === undefined ? spelled : [high, low].flatMap(bytesOf).join('.');
}

/**
 * What is counted as one client: an IPv4 address, or the 64 bits of an IPv6 network, as each customer of a provider has at least that
 * many addresses and can change among them at will.
 * @param address as `ipAddress` spells it
 */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function bytesOf(group: string): number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
}
