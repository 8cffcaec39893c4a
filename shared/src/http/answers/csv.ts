// Tables for spreadsheets: comma-separated values (RFC 4180).

import { z } from 'zod';
import type { Answer } from './answer.ts';

/** In a route's answers: the table is `text/csv`. */
export const csvText = z.string();

export type Cell = string | number | null | undefined;

/**
 * 200 with a table, to be kept as a file.
 * @param columns their names, and what each shows of a row
 */
export function csv<Row>(
  file: string,
  columns: Readonly<Record<string, (row: Row) => Cell>>,
  rows: readonly Row[],
  headers?: Record<string, string>,
): Answer<200, string> {
  const shows = Object.values(columns);
  const lines = [Object.keys(columns), ...rows.map((row) => shows.map((show) => show(row)))];
  return {
    status: 200,
    body: lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join(''),
    type: 'text/csv; charset=utf-8; header=present',
    headers: { 'Content-Disposition': `attachment; filename="${file}"`, ...headers },
  };
}

/**
 * A text that a spreadsheet would take for a formula, and run, gets an apostrophe in front.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell ?? '');
  const harmless = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
