// What the setup of a jest run leaves to its teardown; both run in one process.

let release = async (): Promise<void> => {};

/** Remembers how the shared servers are ended. */
export const keepShared = (end: () => Promise<void>): void => {
  release = end;
};

export const releaseShared = (): Promise<void> => release();
