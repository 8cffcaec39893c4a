import { describe, expect, it } from '@jest/globals';
import { serversOf } from './servers-of.ts';

describe('an address of NATS', () => {
  it('names one server', () => {
    expect(serversOf('nats://127.0.0.1:4222')).toEqual({
      servers: ['nats://127.0.0.1:4222'],
      user: undefined,
      pass: undefined,
    });
  });

  it('names several, and who comes', () => {
    expect(serversOf('nats://orders:p%40ss@nats-0:4222, nats://nats-1:4222')).toEqual({
      servers: ['nats://nats-0:4222', 'nats://nats-1:4222'],
      user: 'orders',
      pass: 'p@ss',
    });
  });
});
