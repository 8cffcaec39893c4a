// What somebody meant who mistyped a name.

/** The word that is fewest typing mistakes away; undefined when none is near. */
export function nearest<Word extends string>(typed: string, words: readonly Word[]): Word | undefined {
  const most = Math.min(3, Math.ceil(typed.length / 3));
  const [best] = words
    .map((word) => ({ word, mistakes: mistakesBetween(typed, word) }))
    .filter(({ mistakes }) => mistakes <= most)
    .sort((one, other) => one.mistakes - other.mistakes);
  return best?.word;
}

/** Letters to put in, take out or change (Levenshtein's distance), row by row of its table. */
function mistakesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      const changed = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
