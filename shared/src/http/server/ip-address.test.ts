import { describe, expect, it } from '@jest/globals';
import { addressBlock, ipAddress } from './ip-address.ts';

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['::', '::'],
  ])('%s is spelled %s', (text, spelled) => {
    expect(ipAddress(text)).toBe(spelled);
  });

  it.each(['', 'unknown', '192.0.2', '192.0.2.07', '192.0.2.7:80', '[::1]', ':::', '1::2::3', 'http://x'])(
    '%j is none',
    (text) => {
      expect(ipAddress(text)).toBeUndefined();
    },
  );
});

describe('one client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ])('of %s is %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
