// One line on the terminal for whatever takes longer than a moment, so that nobody wonders.

/** Writes to stderr: stdout belongs to what a command answers. */
export const progress = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
