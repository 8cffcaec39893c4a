// The walk as README.md prints it: commands to run, and what they are said to answer.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
const section = /^## The walk\n(.*?)^## /ms.exec(readme)?.[1] ?? '';

const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);

export const walkOfReadme = {
  commands: blocks('sh'),
  answers: blocks('json').flatMap((block) => block.trim().split('\n')),
};
