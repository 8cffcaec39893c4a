// What an address of NATS servers says: where they are, and as whom to come.

export type Servers = {
  /** `host:port`, or with its protocol. */
  servers: string[];
  /** Who connects. Undefined at a server that asks nobody. */
  user: string | undefined;
  pass: string | undefined;
};

/**
 * @param url one or more servers, divided by commas: `nats://user:password@host:port`. The first one with a user says who connects: the
 * client takes none from an address by itself
 */
export function serversOf(url: string): Servers {
  const urls = url.split(',').map((server) => new URL(server.trim()));
  const known = urls.find(({ username }) => username !== '');
  return {
    servers: urls.map(({ protocol, host }) => `${protocol}//${host}`),
    user: known && decodeURIComponent(known.username),
    pass: known && decodeURIComponent(known.password),
  };
}
