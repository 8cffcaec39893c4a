// docs/protocol.md: written by `make protocol`, and compared with what is found by a test.

import type { Report } from './report.ts';

export const pageFile = 'docs/protocol.md';

const intro = `# The protocol, explored exhaustively

One order, two payers, its owner who wishes to cancel it while its time runs out, an administrator, and a provider that says yes, no, or one after the other.
Every event is delivered at least once, in any order, and again at any time, and there is no inbox here: the guards by state have to do alone. Every reply may come late or never. Every step is one
transaction, so that a crash is a step that never follows.

\`proofs/src/protocol\` visits every state that can be reached so. The rules are not a model: they are the functions in \`services/orders/src/domain\` and
\`services/payments/src/domain\` that the services run. In each state, and once everything has arrived that was on its way:

- at most one payment lives, it holds the order's slot, and nothing else does;
- money goes back once, only if it was taken, and none is kept for an order that it does not pay;
- a paid order has its payment, of exactly its amount, by its owner;
- a payment made in time is never sent back (unless somebody cancelled behind payments' back, or payments was misinformed);
- every change is legal, with its version and its line in the timeline; nothing is told twice;
- every event can be applied; every wish to cancel is fulfilled; an order that nobody can pay is cancelled.
`;

const spoiltIntro = `## What each rule is for

A rule is taken out of a copy of its source, and the exploration finds the shortest way to something that must not be; what was on its way then may have had to arrive
first. (The guard of the statement that changes an order is SQL: what stands for it here is taken out.)
`;

export function page({ explored, spoilt }: Report): string {
  const total = explored.reduce((sum, { exploration }) => sum + exploration.states, 0);
  const worlds = explored.map(({ setting, exploration }) => [setting.name, String(exploration.states)]);
  const rules = spoilt.map(({ takenOut, exploration: { violation } }) => [
    takenOut.rule,
    `**${violation?.what}**`,
    violation?.path.join(' → ') ?? '',
  ]);
  return [
    intro,
    table(['world', 'states'], [...worlds, ['together', String(total)]]),
    spoiltIntro,
    table(['without the rule that', 'there is', 'after'], rules),
    'Written by `make protocol`; a test of the suite compares.\n',
  ].join('\n');
}

function table(head: string[], rows: string[][]): string {
  return `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}
