// The one variable that moves every port.

/** @throws a sentence when PAIDONCE_PORT_OFFSET is no number that leaves all ports valid */
export function portOffset(text: string | undefined = process.env.PAIDONCE_PORT_OFFSET): number {
  if (!text) return 0;
  const offset = Number(text);
  // PostgreSQL's 54329 is the highest of the usual ports, NATS's 4222 the lowest; below 1024 belongs to root.
  if (Number.isInteger(offset) && offset >= -3_000 && offset <= 11_000) return offset;
  throw new Error(`PAIDONCE_PORT_OFFSET is "${text}": it takes a whole number from -3000 to 11000.`);
}
