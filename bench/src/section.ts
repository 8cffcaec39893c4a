// What a measurement says: a table for people, a JSON line per row for scripts.

export type Row = Record<string, string | number>;

/** `figure` names its rows in the JSON lines; rows have the same fields. */
export type Section = { figure: string; title: string; rows: Row[] };

/** Right-aligned columns under their names. */
export function tableOf({ title, rows }: Section): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => rounded(row[column] ?? '')))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
  return `\n${title}\n\n${lines.join('\n')}\n`;
}

export function jsonLinesOf({ figure, rows }: Section): string[] {
  return rows.map((row) => JSON.stringify({ figure, ...row }));
}

function rounded(value: string | number): string {
  return typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toFixed(value < 100 ? 2 : 0);
}
