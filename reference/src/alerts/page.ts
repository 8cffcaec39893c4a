// docs/alerts.md: what each alarm means and what to do, made from the rules that ring it.

import { type Alert, readAlerts } from '@paidonce/helm/monitoring';

const introduction = `# Alarms

Made from \`helm/paidonce/monitoring/alerts.yaml\` by \`make docs\`: change that instead of this page. How Prometheus comes to know it is in [monitoring](monitoring.md).

**critical**: customers notice, or are about to; somebody gets up. **warning**: somebody looks on the working day.

\`paidonce …\` is \`npx paidonce …\` where PaidOnce runs from its sources ([for operators](operators.md)). In a cluster what only reads is \`kubectl -n api exec deploy/operator -- paidonce …\`, and what writes
(\`redrive\`, \`discard\`, \`catch-up\`) is a [command of its service](kubernetes.md#look-inside). What a service says in its log, what that means, and how the rest is typed in a cluster, is in
[operations](operations.md#at-three-in-the-morning).
`;

export function alertsPage(): string {
  const alerts = readAlerts();
  const rows = alerts.map(({ alert, labels, annotations }) => {
    return `| [${alert}](#${alert.toLowerCase()}) | ${labels.severity} | ${plain(annotations.summary)} |`;
  });
  return `${introduction}\n| alarm | | |\n|---|---|---|\n${rows.join('\n')}\n\n${alerts.map(section).join('\n')}`;
}

function section({ alert, expr, for: duration, labels, annotations }: Alert): string {
  const since = duration === undefined ? 'at once' : `after ${duration}`;
  return `## ${alert}

${plain(annotations.summary)}. (${labels.severity}, ${since})

${linked(annotations.description)}

\`\`\`
${expr}
\`\`\`
`;
}

/** What Prometheus fills in is named: \`{{ $labels.job }}\` is *job*. */
function plain(summary: string): string {
  return summary.replace(/\{\{ \$(?:labels\.)?(\w+)[^}]*\}\}/g, '*$1*');
}

/** An alarm names other pages by their path, as nobody can click there; on the page they are links. */
function linked(description: string): string {
  return description.replace(/docs\/([\w-]+\.md)(#[\w-]+)?/g, '[$1]($1$2)');
}
