// What the tests do and see, with the seconds since they began.

const begun = Date.now();

export function say(what: string): void {
  const seconds = ((Date.now() - begun) / 1000).toFixed(0).padStart(5);
  process.stdout.write(`${seconds} s  ${what}\n`);
}

/** @returns how long it took, in seconds with one decimal */
export function since(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
