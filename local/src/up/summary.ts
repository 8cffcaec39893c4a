// What a person wants to know once everything runs.

import type { System } from '@paidonce/local/system';
import type { Paint } from './colours.ts';

export function summary(system: System, paint: Paint): string {
  const head = (text: string) => paint('bold', text);
  const row = (name: string, text: string) => `  ${name.padEnd(11)}${text}`;
  const gateway = system.gatewayUrl.replace('127.0.0.1', 'localhost');
  const { gateway: _, ...inner } = system.services;
  const services = Object.entries(inner).map(([name, [first]]) => row(name, first?.url ?? ''));
  if (system.provider) services.push(row('provider', `${system.provider.url}, which takes the money`));
  const { gateway: gatewayMetrics } = system.metricsUrls;
  const json = `-H 'content-type: application/json'`;
  return `
${head('PaidOnce runs')} at ${paint('cyan', gateway)}; to read its API and try it in a browser: ${paint('cyan', `${gateway}/docs`)}

${services.join('\n')}
${row('NATS', `${withoutPassword(system.natsUrl)}${system.natsMonitorUrl ? `, monitoring ${system.natsMonitorUrl}` : ''}`)}
${row('PostgreSQL', `${withoutPassword(system.databaseUrls.orders)} and one database more for each other service`)}
${row('metrics', `${gatewayMetrics} of the gateway, /metrics of each service`)}

${head('Logins')}  admin@test.com and bob@example.com, both with password123

${head('Try')}
  TOKEN=$(curl -s ${gateway}/api/v1/users/login ${json} \\
    -d '{"email":"bob@example.com","password":"password123"}' | ${field('access_token')})
  curl -s ${gateway}/api/v1/products
  ORDER=$(curl -s ${gateway}/api/v1/order/create ${json} -H "authorization: Bearer $TOKEN" \\
    -d '{"product_ids":["L9ECAV7KIM","OLJCESPC7Z"]}' | ${field('id')})
  curl -s ${gateway}/api/v1/payments/pay ${json} -H "authorization: Bearer $TOKEN" \\
    -d "{\\"order_id\\":\\"$ORDER\\",\\"amount\\":109.08}"
  curl -s ${gateway}/api/v1/orders/$ORDER -H "authorization: Bearer $TOKEN"
  curl -s ${gateway}/api/v1/orders/$ORDER/timeline -H "authorization: Bearer $TOKEN"

${head('Look inside')}
  nats -s ${withoutPassword(system.natsUrl)} stream ls
  nats -s ${withoutPassword(system.natsUrl)} stream view PAYMENTS
  nats -s ${withoutPassword(system.natsUrl)} consumer info PAYMENTS orders
  npx paidonce explain $ORDER
  npx paidonce audit

${head('Ctrl-C stops everything')} and keeps the data; make reset throws it away. The logs follow.
`;
}

/** Takes the first field of that name out of JSON, with what every machine has. */
const field = (name: string): string => `sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/'`;

/** @param urls one, or several divided by commas, as `NATS_URL` may have it */
function withoutPassword(urls: string): string {
  const shown = urls.split(',').map((url) => {
    const address = new URL(url.trim());
    address.username = '';
    address.password = '';
    return address.href.replace(/\/$/, '');
  });
  return shown.join(',');
}
