// How things are said to people.

/** `7 s`, `3 min`, `5 h`, `12 d`: a length of time as one says it. */
export function lengthOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** `1 dead letter`, `7 dead letters` */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** Breaks a text into lines for a terminal of 80 columns; words that are longer stay whole. */
export function wrapped(text: string, indent = '', hanging = indent): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = indent;
    for (const word of paragraph.split(' ')) {
      const isEmpty = line === indent || line === hanging;
      if (!isEmpty && line.length + 1 + word.length > 80) {
        lines.push(line);
        line = hanging + word;
      } else {
        line += isEmpty ? word : ` ${word}`;
      }
    }
    lines.push(line);
  }
  return lines.join('\n');
}
