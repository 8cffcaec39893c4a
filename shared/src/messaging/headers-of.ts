// The headers of a message from a stream, to which anybody may have published.

import type { MsgHdrs } from 'nats';

/**
 * The client reads headers when they are asked for, and throws when they are malformed. Such a message counts as one without headers: it
 * is set aside like any other that is no event, instead of ending the process at every delivery.
 */
export function headersOf(message: { readonly headers?: MsgHdrs | undefined }): Readonly<Record<string, string>> {
  try {
    const { headers } = message;
    return Object.fromEntries((headers?.keys() ?? []).map((name) => [name, headers?.get(name) ?? '']));
  } catch {
    return {};
  }
}
