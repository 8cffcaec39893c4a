// The context that a run goes to: chosen once, and the same to its end, whatever becomes the current one meanwhile.

let pinned: string | undefined;

export function pinContext(context: string): void {
  if (pinned !== undefined) throw new Error(`This run goes to ${pinned}, and cannot go to ${context} too.`);
  pinned = context;
}

/** @throws while none is chosen: nothing goes to whatever happens to be the current one */
export function pinnedContext(): string {
  if (pinned === undefined) throw new Error('No context is chosen yet.');
  return pinned;
}
