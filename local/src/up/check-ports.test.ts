import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '@paidonce/local/servers';
import { usualPorts } from '@paidonce/local/system';
import { checkPorts } from './check-ports.ts';

let port: number;
let stranger: Server;

beforeEach(async () => {
  port = await freePort();
  stranger = createServer().listen(port, '127.0.0.1');
  await once(stranger, 'listening');
});
afterEach(() => {
  stranger.close();
});

describe('a taken port', () => {
  it('is told with who has it and how to move', async () => {
    const check = checkPorts({ ...usualPorts(), nats: port }, ['nats']);
    await expect(check).rejects.toThrow(
      new RegExp(
        `^Port ${port} \\(for NATS\\) is taken by .*node.* \\(process ${process.pid}\\).*PAIDONCE_PORT_OFFSET`,
      ),
    );
  });

  it('does not matter when nothing of ours needs it', async () => {
    await expect(checkPorts({ ...usualPorts(), nats: port }, [])).resolves.toBeUndefined();
  });
});
