// NetworkPolicies, shown by trying: each service, the operator, each database, and a stranger, tries to reach everything.

import { say } from '../../say.ts';
import { chartValues } from '../../shop/chart-values.ts';
import { probe, probeByAddress, type Target, withStranger } from '../probe.ts';
import type { Step } from '../step.ts';

/** The API server of the cluster is outside the namespace wherever the tests run; the other one is on the internet. */
const outside: Target[] = ['kubernetes.default.svc:443', '1.1.1.1:443'];
/** Where it serves clients, and, by a Service that has that port too, where it tells of itself. */
const nats: Target[] = ['nats:4222', 'nats-nodes:8222'];

export const network: Step = {
  name: 'network',
  about: 'each service, the operator, each database, and a pod that nobody knows, tries to reach everything',
  needsShop: true,
  async run() {
    const { services } = await chartValues();
    const entries = Object.entries(services);
    const databases = entries.flatMap(([name, { stream }]) => (stream ? [`${name}-db:5432` as Target] : []));
    const http = entries.map(([, { host }]) => `${host}:80` as Target);
    const wrong: string[] = [];

    const compare = async (who: string, pod: string, targets: Target[], open: Target[], find = probe) => {
      const reached = await find(pod, targets);
      say(`${who} reaches ${reached.join(', ') || 'nothing'}`);
      for (const target of targets)
        if (reached.includes(target) !== open.includes(target))
          wrong.push(`${who} ${open.includes(target) ? 'cannot reach' : 'can reach'} ${target}`);
    };

    for (const [name, { host, stream, calls }] of entries) {
      const open: Target[] = ['nats:4222', ...calls.map((callee): Target => `${services[callee]?.host}:80`)];
      if (stream) open.push(`${name}-db:5432`);
      // Who is public may be reached by everybody, but for those who may reach nobody.
      const others = http.filter((target) => target !== `${host}:80`);
      await compare(host, `deployment/${host}`, [...nats, ...databases, ...others, ...outside], open);
    }
    const openToOperator: Target[] = ['nats:4222', ...databases, ...http];
    await compare('the operator', 'deployment/operator', [...nats, ...databases, ...http, ...outside], openToOperator);
    for (const database of databases) {
      const host = database.replace(':5432', '');
      const others = databases.filter((target) => target !== database);
      // Itself as well: else nothing would show that it tries.
      const itself: Target = '127.0.0.1:5432';
      const targets = [itself, ...nats, ...others, ...http, ...outside];
      await compare(host, `statefulset/${host}`, targets, [itself], probeByAddress);
    }
    await withStranger(async (pod) => {
      const open = entries.flatMap(([, one]): Target[] => (one.public ? [`${one.host}:80`] : []));
      await compare('a stranger', pod, [...nats, 'api-gateway-metrics:9090', ...databases, ...http], open);
      // Else what was seen above would be the network's doing.
      const control: Target[] = ['kubernetes.default.svc:443'];
      await compare('a stranger, whom no policy holds,', pod, control, control);
    });
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  },
};
