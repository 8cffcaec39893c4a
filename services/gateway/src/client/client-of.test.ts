import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { clientOf } from './client-of.ts';

/** What is looked at of a request. */
const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers: { host: 'gateway', ...headers } }) as unknown as IncomingMessage; // no more is read

const forwarded = (...entries: string[]) => ({ 'x-forwarded-for': entries.join(', ') });

describe('the address of a client', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:0:0::1', '2001:db8::1'],
  ])('who comes from %s is %s, whatever the request says, as long as nobody stands in front', (remote, address) => {
    expect(clientOf(0)(from(remote, forwarded('6.6.6.6')))).toEqual({ address, proto: 'http', host: 'gateway' });
  });

  it.each([
    ['the one that the proxy saw', 1, ['192.0.2.7'], '192.0.2.7'],
    ['not one that the client wrote', 1, ['6.6.6.6', '192.0.2.7'], '192.0.2.7'],
    ['that many entries from the right', 2, ['6.6.6.6', '192.0.2.7', '10.0.0.2'], '192.0.2.7'],
    ['the farthest there is, when a proxy was passed by', 3, ['192.0.2.7', '10.0.0.2'], '192.0.2.7'],
    ['the last address before one that is none', 2, ['192.0.2.7', 'unknown', '10.0.0.2'], '10.0.0.2'],
    ['without its port', 1, ['192.0.2.7:4711'], '192.0.2.7'],
    ['without its brackets', 1, ['[2001:DB8::1]:4711'], '2001:db8::1'],
    ['one spelling', 1, ['::ffff:192.0.2.7'], '192.0.2.7'],
    ['its connection when the header says nothing', 1, ['nonsense'], '10.0.0.1'],
  ])('is %s', (_, hops, entries, address) => {
    expect(clientOf(hops)(from('10.0.0.1', forwarded(...entries))).address).toBe(address);
  });

  it('is that of the connection when the proxy wrote none', () => {
    expect(clientOf(1)(from('10.0.0.1')).address).toBe('10.0.0.1');
  });
});

describe('what a client asked the first proxy', () => {
  it('counts, as far as it can be', () => {
    const headers = {
      'x-forwarded-proto': 'ftp, HTTPS, http',
      'x-forwarded-host': 'evil.example, shop.example, inner',
    };
    expect(clientOf(2)(from('10.0.0.1', headers))).toMatchObject({ proto: 'https', host: 'shop.example' });
  });

  it('is kept by proxies that append nothing', () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' };
    expect(clientOf(2)(from('10.0.0.1', headers))).toMatchObject({ proto: 'https', host: 'shop.example' });
  });

  it.each(['javascript', ''])('is not believed when it is %j', (proto) => {
    const headers = { 'x-forwarded-proto': proto, 'x-forwarded-host': 'a b<script>' };
    expect(clientOf(1)(from('10.0.0.1', headers))).toMatchObject({ proto: 'http', host: 'gateway' });
  });
});
