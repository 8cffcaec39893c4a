// What the streams do not have goes to the service's command, as fast as that reads.

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { OutboxRow } from './history.ts';

/**
 * @param input of the service's command, which believes that this was all only when it is told of the end. One that has
 * ended gets no more: what it said last, and its exit code, say why
 */
export async function sendHistory(pages: AsyncIterable<OutboxRow[]>, input: Writable): Promise<void> {
  const ended = once(input, 'close').catch(() => {}); // how, its exit code says
  for await (const page of pages) {
    for (const { subject, headers, payload } of page) {
      if (!input.writable) return;
      if (!input.write(`${JSON.stringify({ subject, headers, payload })}\n`))
        await Promise.race([once(input, 'drain').catch(() => {}), ended]);
    }
  }
  input.end('{"end":true}\n');
}
