import { describe, expect, it } from '@jest/globals';
import { usualPorts } from '@paidonce/local/system';
import { portOffset } from './port-offset.ts';

describe('the port offset', () => {
  it('is zero unless told', () => {
    expect(portOffset('')).toBe(0);
  });

  it('moves every port by the same number', () => {
    expect(usualPorts(portOffset('1000'))).toMatchObject({ gateway: 9080, nats: 5222, postgres: 55_329 });
  });

  it.each(['many', '1.5', '20000', '-4000'])('refuses %s with a sentence', (text) => {
    expect(() => portOffset(text)).toThrow('PAIDONCE_PORT_OFFSET');
  });
});
