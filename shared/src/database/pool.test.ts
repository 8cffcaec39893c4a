import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Unavailable } from '../errors/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { createDatabase } from './index.ts';

/** A message of PostgreSQL's protocol: its letter, its length with those four bytes, its body. */
function protocolMessage(letter: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}

const greetingAndFarewell = Buffer.concat([
  protocolMessage('R', Buffer.alloc(4)), // AuthenticationOk
  protocolMessage('Z', Buffer.from('I')), // ReadyForQuery
  protocolMessage('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0')),
]);

it('a connection that breaks at its very checkout is a failure of one query, not the end of the process', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(greetingAndFarewell));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no TCP port');
  const url = `postgres://orders:pw@127.0.0.1:${address.port}/orders`;
  const database = createDatabase({ url, name: 'orders', log: quietLogger('orders') });

  for (let time = 0; time < 3; time += 1) await expect(sql`select 1`.execute(database.db)).rejects.toThrow(Unavailable);

  await database.stop();
  server.close();
});
