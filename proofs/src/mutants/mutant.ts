// A guard that is taken out of the code, and the test that has to notice.

import type { Edit } from '../edit.ts';

export type Mutant = {
  guard: string;
  /** What nothing but this guard gives. */
  gives: string;
  edits: readonly Edit[];
  /** The narrowest test that sees the guard work, and that no other guard hides it from. */
  test: { file: string; name: string };
  /** What the test says without the guard, each blank as one space: a failure for any other reason proves nothing. */
  says: string;
};
