import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { eventTypes } from './asyncapi/contracts.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/events.md'), 'utf8');

it('docs/events.md has a row for every type of event, and for no other', () => {
  const rows = [...page.matchAll(/^\| `([a-z]+\.[a-z_]+)` \|/gm)].map(([, type]) => type);
  expect(rows.sort()).toEqual(eventTypes.map(({ type }) => type).sort());
});
