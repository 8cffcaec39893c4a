import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';

const paidonce = fileURLToPath(new URL('paidonce.ts', import.meta.url));
const nobody = 'postgres://127.0.0.1:1/nobody';
/** As a broker that hangs: it is connected to, and says nothing. */
const silent = createServer();
afterEach(() => {
  silent.close();
});

describe('npx paidonce', () => {
  it('ends when it has said what it has to say, although NATS hangs', async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const child = spawn(process.execPath, [paidonce, 'audit'], {
      env: {
        ...{ DATABASE_URL_USERS: nobody, DATABASE_URL_PRODUCTS: nobody, DATABASE_URL_ORDERS: nobody },
        ...{ DATABASE_URL_PAYMENTS: nobody, NATS_URL: `nats://127.0.0.1:${port}` },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 25_000,
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ code, said }).toEqual({ code: 2, said: `NATS does not answer at nats://127.0.0.1:${port}.\n` });
  }, 30_000);
});
