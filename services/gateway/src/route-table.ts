// Finds the row that a request means, or the methods that its address has: for 405, and for the preflights of browsers.

import type { GatewayRoute } from './routes.ts';

export type RouteTable = {
  /**
   * @param path without the query and without a slash at the end; capital letters make a difference
   * @returns the row (of two that match, the earlier in the table), or the methods that the address takes instead, none if it is unknown
   */
  find(method: string, path: string): { row: GatewayRoute | undefined; methods: string[] };
};

/** The path of a row, word by word; a parameter is undefined and takes any word. */
type Line = { row: GatewayRoute; words: readonly (string | undefined)[] };

export function createRouteTable(rows: readonly GatewayRoute[]): RouteTable {
  const lines = rows.map((row): Line => ({ row, words: row.path.split('/').map(wordOrParameter) }));
  const bySize = Map.groupBy(lines, ({ words }) => words.length);
  return {
    find(method, path) {
      const words = path.split('/');
      const candidates = bySize.get(words.length) ?? [];
      const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
      const line = candidates.find((candidate) => candidate.row.method === wanted && matches(candidate, words));
      if (line !== undefined) return { row: line.row, methods: [] };
      return { row: undefined, methods: methodsOf(candidates.filter((candidate) => matches(candidate, words))) };
    },
  };
}

function wordOrParameter(word: string): string | undefined {
  return word.startsWith(':') ? undefined : word;
}

function matches({ words: expected }: Line, words: readonly string[]): boolean {
  return expected.every((word, index) => (word === undefined ? words[index] !== '' : words[index] === word));
}

function methodsOf(lines: readonly Line[]): string[] {
  const methods = lines.flatMap(({ row }) => (row.method === 'get' ? ['GET', 'HEAD'] : [row.method.toUpperCase()]));
  return [...new Set(methods)].sort();
}
