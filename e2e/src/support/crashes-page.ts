// docs/crashes.md: what was killed, and on which way. A test writes it, and compares.

import type { Flow } from './flows.ts';
import type { Telling } from './tellings.ts';

const intro = `# Killed at every step

Each process is killed (SIGKILL) at each step that lies between two things which belong together, on each way that an order can go. It is started again, whoever was in the middle of something asks
again, and then: the order, its timeline and its payments are what they would have been, each of them once, and the auditor finds nothing over all databases and streams.

| step | killed |
|---|---|
| \`relay.read\` | after the commit, before anything is published |
| \`relay.published\` | after publishing, before the cursor knows |
| \`inbox.applied\` | after the effect, before its commit |
| \`inbox.committed\` | after the commit, before the acknowledgement |
| \`cancel.begun\` | after the wish to cancel is written down, before payments is asked |
| \`close.committed\` | after payments has closed the order, before it says so |
| \`cancel.closed\` | after payments has said so, before the order is cancelled |
| \`charge.begun\` \`refund.begun\` | after the payment (or what is due back) is written down, before the provider is asked |
| \`charge.answered\` \`refund.answered\` | after the provider has done it, before that is written down |
`;

export function crashesPage(flows: readonly Flow[], tellings: readonly Telling[]): string {
  const rows = flows.map(({ name, points }) => {
    const of = (service: string) => points.filter(([one]) => one === service).map(([, point]) => `\`${point}\``);
    return `| ${name} | ${of('orders').join(' ')} | ${of('payments').join(' ')} |`;
  });
  const others = tellings.map(({ name, points }) => {
    const dying = points.map(([service, point]) => `${service} at \`${point}\``);
    return `| ${name} | ${dying.join(', ')} |`;
  });
  const cells = [...flows, ...tellings].reduce((sum, { points }) => sum + points.length, 0);
  return `${intro}
## The matrix: ${cells} deaths

| while | orders dies at | payments dies at |
|---|---|---|
${rows.join('\n')}

What products and users tell arrives all the same, told once by whoever changed it:

| while | dies |
|---|---|
${others.join('\n')}

Written by \`e2e/src/crashes.test.ts\` (with \`PAIDONCE_WRITE_DOCS=1\`) after every one of them was survived; without that it compares.
`;
}
