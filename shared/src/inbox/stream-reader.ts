// Reads streams from their beginning, and on from where it stopped.

import type { Stream, StreamName } from '../contracts/index.ts';
import { type Connection, readStream, type StoredMessage, streamState } from '../messaging/index.ts';
import type { Message } from './read-message.ts';

type Position = { created: string | undefined; read: number };

const pageSize = 1_000;

export class StreamReader {
  readonly #connection: Connection;
  readonly #positions: Map<Stream, Position>;
  readonly #tell: (progress: { step: 'stream'; stream: StreamName; read: number; of: number }) => void;

  constructor(
    connection: Connection,
    streams: readonly Stream[],
    tell: (progress: { step: 'stream'; stream: StreamName; read: number; of: number }) => void,
  ) {
    this.#connection = connection;
    this.#positions = new Map(streams.map((stream) => [stream, { created: undefined, read: 0 }]));
    this.#tell = tell;
  }

  /**
   * @returns how many messages came
   * @throws when a stream is not the one any more whose beginning was read
   */
  async read(take: (messages: Message[]) => Promise<void>): Promise<number> {
    let count = 0;
    for (const [stream, position] of this.#positions) {
      const state = await streamState(this.#connection, stream);
      if (!state) throw new Error(`there is no stream ${stream.name}`);
      position.created ??= state.created;
      if (state.created !== position.created || state.lastSequence < position.read)
        throw new Error(`${stream.name} was lost and made again meanwhile: begin again when it is complete`);
      for await (const page of readStream(this.#connection, stream, { pageSize, after: position.read, bodies: true })) {
        await take(page.map(messageOf));
        position.read = page.at(-1)?.sequence ?? position.read;
        count += page.length;
        this.#tell({ step: 'stream', stream: stream.name, read: position.read, of: state.lastSequence });
      }
    }
    return count;
  }
}

const messageOf = ({ subject, headers, body }: StoredMessage): Message => ({
  subject,
  body,
  header: (name) => headers[name] ?? '',
});
