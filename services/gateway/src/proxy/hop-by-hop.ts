// Headers that concern one connection must not cross a proxy: RFC 9110, 7.6.1.

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const none: ReadonlySet<string> = new Set();

/** The headers that a `Connection` header declares to be of the connection only, in small letters. */
export function namedByConnection(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return none;
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
}

export function isHopByHop(name: string, named: ReadonlySet<string>): boolean {
  return hopByHop.has(name) || named.has(name);
}
