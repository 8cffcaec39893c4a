import { describe, expect, it } from '@jest/globals';
import { createReviver, GaveUp } from './revive.ts';

function nats() {
  let restarts = 0;
  const restart = async () => {
    restarts += 1;
  };
  return { name: 'NATS' as const, restart, restarts: () => restarts };
}

describe('what ended by itself', () => {
  it('is started again', async () => {
    const stopped = new AbortController();
    const server = nats();
    await createReviver(stopped).server(server);
    expect(server.restarts()).toBe(1);
    expect(stopped.signal.aborted).toBe(false);
  });

  it('ends everything when it cannot stay up', async () => {
    const stopped = new AbortController();
    const reviver = createReviver(stopped);
    const server = nats();
    await reviver.server(server);
    await reviver.server(server);
    expect(server.restarts()).toBe(1);
    expect(stopped.signal.reason).toBeInstanceOf(GaveUp);
    expect(String(stopped.signal.reason)).toContain('NATS ended right after it was started again');
  });

  it('stays down while everything is being stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const server = nats();
    await createReviver(stopped).server(server);
    expect(server.restarts()).toBe(0);
  });

  it('ends everything when it cannot be started again', async () => {
    const stopped = new AbortController();
    const restart = () => Promise.reject(new Error('the port is taken'));
    await createReviver(stopped).server({ name: 'PostgreSQL', restart });
    expect(String(stopped.signal.reason)).toContain('the port is taken');
  });
});
