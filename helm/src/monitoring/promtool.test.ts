import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { monitored, renderChart } from '../rendering/index.ts';
import { promtool } from '../tools/index.ts';
import { cases, healthy } from './alert-cases.ts';
import { alertsFile, readAlerts } from './alerts.ts';
import { dashboardQuestions } from './dashboard.ts';

const run = promisify(execFile);
let dir: string;
let rendered: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-alerts-'));
  const rule = (await renderChart({ values: monitored })).find(({ object }) => object.kind === 'PrometheusRule');
  rendered = await written('rendered.yaml', rule?.object.spec);
});
afterAll(() => rm(dir, { recursive: true }));

async function written(name: string, content: object): Promise<string> {
  await writeFile(join(dir, name), stringify(content));
  return join(dir, name);
}

/** @param ringing alarms with the service that each is about, as the cases have them */
function test(series: Record<string, string>, at: string, ringing: readonly string[], labels: string): object {
  return {
    interval: '30s',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name.replace('{', `{${labels}`), values })),
    promql_expr_test: [
      {
        expr: 'count by (alertname, job) (ALERTS{alertstate="firing"})',
        eval_time: at,
        exp_samples: ringing.map((one) => {
          const [alert, job] = one.split(' of ');
          return { labels: `{alertname="${alert}"${job === undefined ? '' : `, job="${job}"`}}`, value: 1 };
        }),
      },
    ],
  };
}

describe.each([
  ['the file', () => alertsFile, ''],
  ['the chart', () => rendered, 'namespace="api", '],
])('the alarms of %s', (_, rules, labels) => {
  it('are such as Prometheus reads', async () => {
    await run(await promtool(), ['check', 'rules', rules()]);
  });

  it.each(cases)('$when: $ring', async ({ figures, ring, after, silentAfter }) => {
    const series = { ...healthy, ...figures };
    const silent = silentAfter === undefined ? [] : [test(series, silentAfter, [], labels)];
    const file = await written('cases.yaml', {
      rule_files: [rules()],
      evaluation_interval: '30s',
      tests: [...silent, test(series, after, ring, labels)],
    });
    await run(await promtool(), ['test', 'rules', file]);
  });
});

it('there is no alarm that was not heard', () => {
  const heard = new Set(cases.flatMap(({ ring }) => ring.map((one) => one.split(' of ')[0])));
  expect(
    readAlerts()
      .map(({ alert }) => alert)
      .filter((alert) => !heard.has(alert)),
  ).toEqual([]);
});

it('the dashboard asks in words that Prometheus understands', async () => {
  const rules = dashboardQuestions().map(({ expr }, i) => ({ record: `question_${i}`, expr }));
  const file = await written('dashboard.yaml', { groups: [{ name: 'dashboard', rules }] });
  await run(await promtool(), ['check', 'rules', file]);
});

it('what docs/monitoring.md tells a Prometheus beside make up is understood', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../docs/monitoring.md'), 'utf8');
  const [, told = ''] = /```yaml\n(rule_files: .*?)```/s.exec(page) ?? [];
  const file = join(dir, 'prometheus.yml');
  await writeFile(file, told);
  await run(await promtool(), ['check', 'config', '--syntax-only', file]);
});
