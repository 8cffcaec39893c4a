// A NATS server for one test alone: streams have fixed names, so tests cannot share one.

import { natsContainer } from './containers.ts';
import { embeddedNats } from './embedded.ts';
import type { OwnNats } from './own-server.ts';
import { chooseServers } from './server-kind.ts';

/** Starts a NATS server with JetStream that may be stopped, killed, wiped and restarted. The test closes it. */
export async function ownNats(): Promise<OwnNats> {
  const { kind } = await chooseServers();
  return kind === 'containers' ? natsContainer() : embeddedNats();
}
