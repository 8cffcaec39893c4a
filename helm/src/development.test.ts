import { expect, it } from '@jest/globals';
import { type Rendered, renderChart } from './rendering/index.ts';

/** Each object by its template and name. */
const byName = (rendered: readonly Rendered[]) =>
  new Map(rendered.map(({ source, object }) => [`${source} ${object.metadata.name}`, object]));

it('development lets what serves write over its sources and be slow, and changes nothing else', async () => {
  const usual = byName(await renderChart());
  const developed = byName(await renderChart({ values: { development: true } }));
  const changed: string[] = [];
  for (const [name, object] of developed) {
    const [serving] = object.spec?.template?.spec.containers ?? [];
    const [before] = usual.get(name)?.spec?.template?.spec.containers ?? [];
    if (serving?.securityContext?.readOnlyRootFilesystem === false) {
      changed.push(serving.name);
      expect(serving).not.toHaveProperty('livenessProbe');
      expect(serving).not.toHaveProperty('startupProbe');
      serving.securityContext.readOnlyRootFilesystem = true;
      Object.assign(serving, { startupProbe: before.startupProbe, livenessProbe: before.livenessProbe });
    }
  }
  expect(changed.sort()).toEqual(['gateway', 'orders', 'payments', 'products', 'users']);
  expect(developed).toEqual(usual);
});
