// `make logs`, `make logs service=orders`, `make logs follow=yes`

import { kubectl, show } from '../kubernetes/kubectl.ts';
import { chartValues } from '../shop/chart-values.ts';
import type { Target } from './target.ts';

const label = 'app.kubernetes.io/name';

export const logs: Target = {
  name: 'logs',
  reach: 'seen',
  async run() {
    const { service, follow } = process.env;
    const { services } = await chartValues();
    const hosts = Object.values(services).map(({ host }) => host);
    const apps = service ? [services[service]?.host ?? service] : hosts;
    const pods = ['--selector', `${label} in (${apps.join(',')})`];
    if ((await kubectl('get', 'pods', ...pods, '--output', 'name')).trim() === '') {
      const names = [...Object.keys(services), 'nats', 'orders-db', 'operator'].join(', ');
      throw new Error(
        `There are no pods of ${service ?? 'the shop'} here. make logs knows ${names}, …; make apply brings the shop.`,
      );
    }
    const following = follow ? ['--follow', '--max-log-requests=50'] : [];
    await show('logs', ...pods, '--prefix', '--all-containers', '--tail=200', ...following);
  },
};
