// Where a moment stands among ids.

/** The smallest UUIDv7 of a time in epoch milliseconds, which are its first 48 bits (RFC 9562, 5.7). */
export function firstIdAt(time: number): string {
  const milliseconds = Math.max(0, time).toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-8000-000000000000`;
}
