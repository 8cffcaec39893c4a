import { beforeAll, describe, expect, it } from '@jest/globals';
import { environments, variablesOf } from '@paidonce/reference/configuration';
import { loadConfig } from '@paidonce/shared/config';
import { tokenPair } from '@paidonce/shared/testing';
import { environmentOf, matrix, type Pod, podsOf, renderChart } from './rendering/index.ts';

const pair = tokenPair();
const secretFor = ({ key }: { key: string }) =>
  ({
    'public-keys': pair.publicKey,
    'jwt-private-key': pair.privateKey,
    'provider-secret': `whsec_${'c2VjcmV0'.repeat(6)}`,
  })[key] ?? 'aPasswordOfLettersAndDigits12345';

/** Set by the image, or read by a library and not by the service. */
const beyondTheSchema = new Set(['NODE_ENV', 'NODE_EXTRA_CA_CERTS']);

describe.each(Object.entries(matrix))('what the chart gives a service, %s', (_, values) => {
  let pods: Pod[];
  beforeAll(async () => {
    pods = podsOf(await renderChart({ values }));
  });

  it.each(Object.entries(environments))(
    'is what %s can start with, and nothing that it does not know',
    (name, schema) => {
      const container = pods.flatMap(({ containers }) => containers).find((one) => one.name === name);
      const { variables, ingredients } = environmentOf(container?.env ?? [], secretFor);
      expect(() => loadConfig(schema, variables)).not.toThrow();
      const known = new Set(variablesOf(schema).map((variable) => variable.name));
      const strange = Object.keys(variables).filter(
        (variable) => !known.has(variable) && !ingredients.has(variable) && !beyondTheSchema.has(variable),
      );
      expect(strange).toEqual([]);
    },
  );
});

it('of all pods user-svc alone gets the private key of the tokens', async () => {
  const holders = podsOf(await renderChart()).filter(({ containers, initContainers }) =>
    [...containers, ...initContainers].some(({ env = [] }) =>
      env.some(({ valueFrom }) => valueFrom?.secretKeyRef?.key === 'jwt-private-key'),
    ),
  );
  expect(holders.map(({ owner }) => owner)).toEqual(['Deployment user-svc']);
});
