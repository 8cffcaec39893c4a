import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { root } from '../edit.ts';
import { page, pageFile } from './page.ts';
import { exploreAll, type Report } from './report.ts';
import { settings } from './settings.ts';
import { takenOut } from './taken-out.ts';

let report: Report;
beforeAll(async () => {
  report = await exploreAll();
});

describe('everything that can happen to one order, with the rules of the services and without an inbox,', () => {
  it.each(Object.values(settings))('breaks no invariant: $name', (setting) => {
    const { exploration } = report.explored.find((one) => one.setting === setting) ?? {};
    expect(exploration).toEqual({ states: expect.any(Number) });
    expect(exploration?.states).toBeGreaterThan(5_000);
  });

  it.each(takenOut)('breaks one without the rule that $rule: $violation', (one) => {
    const { exploration } = report.spoilt.find((spoilt) => spoilt.takenOut === one) ?? {};
    expect(exploration?.violation).toMatchObject({ what: one.violation });
  });

  it('is what docs/protocol.md tells of: make protocol writes it anew', () => {
    expect(readFileSync(join(root, pageFile), 'utf8')).toBe(page(report));
  });
});
