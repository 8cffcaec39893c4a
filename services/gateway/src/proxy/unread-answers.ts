// Answers that are there and that their clients do not read. They hold nothing but memory, and that not for long.

import type { ServerResponse } from 'node:http';

export type UnreadAnswers = {
  /** An answer has been given in full; what of it the client has not taken yet is watched. */
  watch(response: ServerResponse): void;
};

/** So many bytes of one answer are kept for its client; then the service waits. */
export const keptForOneBytes = 256 * 1024;

type Bounds = { milliseconds: number; bytes: number };

/** Ends connections whose clients take longer than that to read an answer, and the oldest when all of them together hold too much. */
export function createUnreadAnswers({ milliseconds, bytes }: Bounds = usual): UnreadAnswers {
  /** With what they held when they were given, the oldest first. */
  const unread = new Map<ServerResponse, number>();
  let held = 0;
  return {
    watch(response) {
      const length = response.writableLength;
      if (length === 0 || response.destroyed) return;
      const timer = setTimeout(() => response.destroy(), milliseconds).unref();
      unread.set(response, length);
      held += length;
      response.once('close', () => {
        clearTimeout(timer);
        unread.delete(response);
        held -= length;
      });
      const [oldest] = unread.keys();
      if (held > bytes) oldest?.destroy();
    },
  };
}

const usual: Bounds = { milliseconds: 10_000, bytes: 64 * 1024 * 1024 };
