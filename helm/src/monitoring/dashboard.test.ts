import { describe, expect, it } from '@jest/globals';
import { readPanels } from './dashboard.ts';

const panels = readPanels();
const titles = (some: typeof panels) => some.map(({ title }) => title);

describe('the dashboard', () => {
  it('says of each panel what to read in it, and asks for something', () => {
    const drawn = panels.filter(({ type }) => type !== 'row');
    expect(titles(drawn.filter(({ description = '' }) => !description.endsWith('.')))).toEqual([]);
    expect(titles(drawn.filter(({ targets = [] }) => targets.length === 0))).toEqual([]);
  });

  it('has panels that lie beside each other, each with a number and a name of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(titles(panels)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });
});
