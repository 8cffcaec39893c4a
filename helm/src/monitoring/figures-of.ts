// Which figures a question in Prometheus' language is about.

export type Figure = {
  name: string;
  /** Labels by which it is chosen. */
  labels: string[];
};

const operators = new Set(['and', 'or', 'unless']);

export function figuresOf(expr: string): Figure[] {
  const selectors = expr
    .replace(/"[^"]*"/g, '""')
    .replace(/\b(by|on|group_left) \([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '');
  return [...selectors.matchAll(/([a-zA-Z_]\w*)\s*(\(|\{[^}]*\})?/g)]
    .filter(([, name = '', next]) => next !== '(' && !operators.has(name))
    .map(([, name = '', next = '']) => ({
      name,
      labels: [...next.matchAll(/(\w+)=/g)].map(([, label = '']) => label),
    }));
}
