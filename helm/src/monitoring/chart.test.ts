import { beforeAll, describe, expect, it } from '@jest/globals';
import { monitored, type Rendered, renderChart } from '../rendering/index.ts';
import { type Alert, readAlerts } from './alerts.ts';
import { readPanels } from './dashboard.ts';

let rendered: Rendered[];
beforeAll(async () => {
  rendered = await renderChart({ values: monitored });
});

const ofKind = (kind: string) => rendered.map(({ object }) => object).filter((object) => object.kind === kind);

describe('monitoring by the chart', () => {
  it('is not there unless somebody wants it', async () => {
    const usual = await renderChart();
    expect(usual.filter(({ source }) => source.startsWith('monitoring/'))).toEqual([]);
  });

  it('follows every service at the port that has its figures, by labels that the alarms know', () => {
    const monitors = ofKind('ServiceMonitor');
    const ports = ofKind('Service').map(({ metadata, spec }) => ({ metadata, spec }));
    expect(monitors.map(({ metadata }) => metadata.name)).toEqual([
      'api-gateway',
      'orders-svc',
      'payments-svc',
      'product-svc',
      'user-svc',
    ]);
    for (const { metadata, spec } of monitors) {
      const port = metadata.name === 'api-gateway' ? 'metrics' : 'http';
      expect(spec).toEqual({
        jobLabel: 'app.kubernetes.io/name',
        selector: {
          matchLabels: { 'app.kubernetes.io/name': metadata.name, 'app.kubernetes.io/instance': 'paidonce' },
        },
        endpoints: [
          {
            port,
            interval: '30s',
            honorLabels: true,
            relabelings: [{ targetLabel: 'part_of', replacement: 'paidonce' }],
          },
        ],
      });
      const isAtGateway = port === 'metrics';
      const service = ports.find((one) => one.metadata.name === `${metadata.name}${isAtGateway ? '-metrics' : ''}`);
      expect(service?.metadata.labels).toMatchObject(spec.selector.matchLabels);
      expect(service?.spec.ports.map(({ name }: { name: string }) => name)).toContain(port);
    }
  });

  it('is chosen by the labels that Prometheus and Grafana look for', () => {
    for (const kind of ['ServiceMonitor', 'PrometheusRule']) {
      for (const { metadata } of ofKind(kind)) expect(metadata.labels).toMatchObject({ release: 'prometheus' });
    }
    const [dashboard] = ofKind('ConfigMap').filter(({ metadata }) => metadata.labels?.grafana_dashboard === '1');
    expect(JSON.parse(dashboard?.data?.['paidonce.json'] ?? '{}').panels).toEqual(readPanels());
  });

  it('has the alarms of the file, each with the way to its part of the page', () => {
    const alerts: Alert[] = ofKind('PrometheusRule').flatMap(({ spec }) => spec.groups.flatMap((g: Group) => g.rules));
    expect(alerts.map(({ expr, ...alert }) => alert)).toEqual(
      readAlerts().map(({ expr, annotations, ...alert }) => ({
        ...alert,
        annotations: {
          ...annotations,
          runbook_url: `https://git.example.com/paidonce/docs/alerts.md#${alert.alert.toLowerCase()}`,
        },
      })),
    );
    const withoutNamespace = alerts.map(({ expr }) => expr.replaceAll(', namespace="api", ', ', '));
    expect(withoutNamespace).toEqual(readAlerts().map(({ expr }) => expr));
  });

  it('waits for one service more when there is one more', async () => {
    const inventory = { host: 'inventory-svc' };
    const more = await renderChart({ values: { ...monitored, services: { inventory } }, namespace: 'shop' });
    expect(more.filter(({ object }) => object.kind === 'ServiceMonitor')).toHaveLength(6);
    const rule = more.find(({ object }) => object.kind === 'PrometheusRule');
    expect(rule?.text).toContain('absent(up{part_of="paidonce", namespace="shop", job="inventory-svc"})');
  });
});

type Group = { rules: Alert[] };

it('every alarm says how grave it is, what is wrong, and what to do', () => {
  for (const { alert, labels, annotations } of readAlerts()) {
    expect({ alert, ...labels, ...annotations }).toEqual({
      alert: expect.stringMatching(/^PaidOnce([A-Z][a-z]+)+$/),
      severity: expect.stringMatching(/^(critical|warning)$/),
      summary: expect.stringMatching(/[^.]$/),
      description: expect.stringMatching(/\.$/),
    });
  }
});
