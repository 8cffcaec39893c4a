import { describe, expect, it } from '@jest/globals';
import { createReviver, GaveUp } from './revive.ts';

const pauses = [1, 1, 1, 1];

function ended() {
  let restarts = 0;
  const restart = async () => {
    restarts += 1;
  };
  return { restart, restarts: () => restarts };
}

const nats = () => ({ name: 'NATS' as const, ...ended() });

function orders() {
  const instance = {
    name: 'orders' as const,
    url: '',
    pid: () => 1,
    logs: () => ['ready'],
    kill: () => Promise.reject(),
  };
  return { ...instance, ...ended() };
}

describe('what ended by itself', () => {
  it('is started again', async () => {
    const stopped = new AbortController();
    const server = nats();
    await createReviver(stopped, pauses).server(server);
    expect(server.restarts()).toBe(1);
    expect(stopped.signal.aborted).toBe(false);
  });

  it('is started again when it ends right after that, and ends everything when it cannot stay up', async () => {
    const stopped = new AbortController();
    const reviver = createReviver(stopped, pauses);
    const server = nats();
    for (let life = 0; life < 4; life += 1) await reviver.server(server);
    expect(server.restarts()).toBe(4);
    expect(stopped.signal.aborted).toBe(false);
    await reviver.server(server);
    expect(server.restarts()).toBe(4);
    expect(stopped.signal.reason).toBeInstanceOf(GaveUp);
    expect(String(stopped.signal.reason)).toContain('NATS ended right after it was started again, once more');
  });

  it('is as new to the reviver when another one cannot stay up', async () => {
    const stopped = new AbortController();
    const reviver = createReviver(stopped, pauses);
    for (let life = 0; life < 4; life += 1) await reviver.server(nats());
    const service = orders();
    await reviver.service(service, { code: 1, signal: null });
    expect(service.restarts()).toBe(1);
    expect(stopped.signal.aborted).toBe(false);
  });

  it('stays down while everything is being stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const server = nats();
    await createReviver(stopped, pauses).server(server);
    expect(server.restarts()).toBe(0);
  });

  it('is tried again when it cannot be started, and ends everything in the end, with the reason', async () => {
    const stopped = new AbortController();
    let tries = 0;
    const restart = () => {
      tries += 1;
      return Promise.reject(new Error('the port is taken'));
    };
    await createReviver(stopped, pauses).server({ name: 'PostgreSQL', restart });
    expect(tries).toBe(4);
    expect(String(stopped.signal.reason)).toContain('the port is taken');
  });
});

describe('what somebody kills', () => {
  it('is started again, however often that happens', async () => {
    const stopped = new AbortController();
    const reviver = createReviver(stopped, pauses);
    const service = orders();
    for (let life = 0; life < 9; life += 1) await reviver.service(service, { code: null, signal: 'SIGKILL' });
    expect(service.restarts()).toBe(9);
    expect(stopped.signal.aborted).toBe(false);
  });
});
