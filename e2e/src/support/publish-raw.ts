// Publishes what no client would: header lines go out as they are.

import { once } from 'node:events';
import { connect } from 'node:net';

/** @returns when the server has taken it */
export async function publishRaw(
  natsUrl: string,
  subject: string,
  headers: readonly string[],
  body: string,
): Promise<void> {
  const { hostname, port } = new URL(natsUrl);
  const head = Buffer.from(`NATS/1.0\r\n${headers.join('\r\n')}\r\n\r\n`);
  const whole = Buffer.concat([head, Buffer.from(body)]);
  const socket = connect(Number(port), hostname);
  let answers = '';
  socket.on('data', (chunk) => {
    answers += chunk;
  });
  await once(socket, 'data'); // INFO
  socket.write('CONNECT {"verbose":false,"headers":true}\r\n');
  socket.write(`HPUB ${subject} ${head.length} ${whole.length}\r\n`);
  socket.write(whole);
  socket.write('\r\nPING\r\n');
  while (!/^PONG/m.test(answers)) await once(socket, 'data');
  socket.destroy();
}
