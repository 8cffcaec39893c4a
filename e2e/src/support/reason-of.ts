/** Why no answer came, as the system says it (`ECONNREFUSED`), or in the error's own words. */
export function reasonOf(error: unknown): string {
  // Not `instanceof`: fetch's errors come from outside of the realm that jest runs a test in.
  const { cause } = error as { cause?: { code?: unknown } }; // every object may be asked for a cause
  return typeof cause?.code === 'string' ? cause.code : String(error);
}
