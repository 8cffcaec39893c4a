// docs/configuration.md: every variable of every service, made from their schemas.

import { migrationEnvironment } from '@paidonce/shared/database';
import { environments } from './services.ts';
import { type Variable, variablesOf } from './variables.ts';

/** A variable that means the same to several services. */
type Row = { variable: Variable; services: string[]; servicesByStandard: Map<string, string[]> };

const introduction = `# Configuration

Made from the services' own schemas by \`make docs\`: change those instead of this page.

A service is configured by its environment alone. It looks once, at its start: whatever is missing or malformed is named there, all at once and without its value, and the
service does not start. An empty variable counts as not set. \`make up\` sets all of them by itself; what that takes from outside is in [operations](operations.md).

With \`NODE_ENV=production\`, no service ever arms a fault point ([development](development.md)).

Tokens need either \`JWT_SECRET_KEY\`, which all services share, or \`JWT_PUBLIC_KEYS\` (at users: \`JWT_PRIVATE_KEY\`).
`;

export function configurationPage(): string {
  const all = Object.keys(environments).length;
  const lines = rows().map((row) => {
    const who = row.services.length === all ? 'all' : row.services.join(', ');
    return `| \`${row.variable.name}\` | ${who} | ${whenNotSet(row)} | ${meaning(row.variable)} |`;
  });
  return `${introduction}\n${migrating()}\n\n| variable | who | when not set | |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

/** What most services have comes first. */
function rows(): Row[] {
  const found = new Map<string, Row>();
  for (const [service, schema] of Object.entries(environments)) {
    for (const variable of variablesOf(schema)) {
      const key = `${variable.name} ${variable.meaning}`;
      const row = found.get(key) ?? { variable, services: [], servicesByStandard: new Map<string, string[]>() };
      row.services.push(service);
      const { standard } = variable;
      row.servicesByStandard.set(standard, [...(row.servicesByStandard.get(standard) ?? []), service]);
      found.set(key, row);
    }
  }
  return [...found.values()].sort((a, b) => b.services.length - a.services.length);
}

function whenNotSet({ variable, servicesByStandard }: Row): string {
  if (variable.isRequired) return 'it does not start';
  if (servicesByStandard.size === 1) return variable.standard === '' ? '' : `\`${variable.standard}\``;
  return [...servicesByStandard].map(([standard, services]) => `\`${standard}\` (${services.join(', ')})`).join(', ');
}

function meaning({ meaning, words }: Variable): string {
  const choice = words.length > 0 ? ` One of ${words.map((word) => `\`${word}\``).join(' ')}.` : '';
  return `${meaning}${choice}`.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** What `migrate` reads that serving does not know. */
function migrating(): string {
  const own = variablesOf(migrationEnvironment).filter(({ name }) => /^DATABASE_(?!URL$)/.test(name));
  const lines = own.map(({ name, meaning }) => `- \`${name}\`: ${meaning}`);
  return `\`migrate\` reads \`DATABASE_URL\` and \`LOG_LEVEL\` of all of them, and\n\n${lines.join('\n')}`;
}
