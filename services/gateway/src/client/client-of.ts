// Where a request comes from. What its headers say of that counts only as far as proxies of ours have written it.

import type { IncomingMessage } from 'node:http';
import { ipAddress } from '@paidonce/shared/http';

export type Client = {
  /** In its one spelling. */
  address: string;
  /** How it reached the first of our proxies, or the gateway itself. */
  proto: 'http' | 'https';
  host: string;
};

const hostName = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

/**
 * @param trustedHops how many proxies of ours stand in front. Each appends the address that it was reached from to
 * `X-Forwarded-For`, so the client's is that many entries from the right; whatever is left of it, the client may have
 * made up
 */
export function clientOf(trustedHops: number): (request: IncomingMessage) => Client {
  if (trustedHops === 0) return (request) => direct(request);
  return (request) => {
    const { address, proto, host } = direct(request);
    const { headers } = request;
    return {
      address: addressAt(trustedHops, list(headers['x-forwarded-for'])) ?? address,
      proto: protoOf(entryAt(trustedHops, list(headers['x-forwarded-proto']))) ?? proto,
      host: hostOf(entryAt(trustedHops, list(headers['x-forwarded-host']))) ?? host,
    };
  };
}

function direct({ socket, headers }: IncomingMessage): Client {
  const address = socket.remoteAddress ?? '';
  return { address: ipAddress(address) ?? address, proto: 'http', host: headers.host ?? '' };
}

/** Several headers of one name arrive as one, divided by commas. */
function list(header: string | string[] | undefined): string[] {
  return header === undefined
    ? []
    : String(header)
        .split(',')
        .map((entry) => entry.trim());
}

/** Fewer entries than proxies: some of them keep what is there (as many do with proto and host) or were passed by. */
function entryAt(hops: number, entries: readonly string[]): string | undefined {
  return entries.at(-hops) ?? entries[0];
}

/** The farthest that proxies of ours have written; what is no address ends the belief. */
function addressAt(hops: number, entries: readonly string[]): string | undefined {
  let believed: string | undefined;
  for (const entry of entries.slice(-hops).reverse()) {
    const address = ipAddress(withoutPort(entry));
    if (address === undefined) break;
    believed = address;
  }
  return believed;
}

/** Some proxies append the port: `192.0.2.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
}

function protoOf(entry: string | undefined): Client['proto'] | undefined {
  const proto = entry?.toLowerCase();
  return proto === 'http' || proto === 'https' ? proto : undefined;
}

function hostOf(entry: string | undefined): string | undefined {
  return entry !== undefined && hostName.test(entry) ? entry : undefined;
}
