// A body that nobody wants is read all the same, so that its sender gets to read the refusal.

import type { IncomingMessage } from 'node:http';

/** So many bytes are thrown away, and for so long, no more. */
const patience = { bytes: 1024 * 1024, milliseconds: 1_000 };

/**
 * Throws the rest of a body away. A client that is still sending when the connection is closed gets a reset instead of the answer, so this
 * comes before refusing a body. Resolves at its end, when the client goes, or when that would take too long; never rejects.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed || Number(request.headers['content-length']) > patience.bytes)
    return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(done, patience.milliseconds);
    const resolve = () => {
      clearTimeout(timer);
      done();
    };
    let discarded = 0;
    request.on('data', (chunk: Buffer) => {
      discarded += chunk.length;
      if (discarded > patience.bytes) resolve();
    });
    for (const event of ['end', 'error', 'close']) request.once(event, resolve);
    request.resume();
  });
}
