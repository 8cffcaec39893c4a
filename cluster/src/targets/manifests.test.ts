import { expect, it } from '@jest/globals';
import { allJobsBut } from './manifests.ts';

const service = 'kind: Service\nmetadata:\n  name: nats\n';

it('the Job of the manifests is spared, wherever its name stands among what is said about it', () => {
  const job = 'metadata: { name: "secrets-1", labels: { name: other } }\nkind: Job\n';
  expect(allJobsBut([service, job].join('---\n'))).toBe('metadata.name!=secrets-1');
});

it('manifests without a Job have none taken away', () => {
  expect(allJobsBut(service)).toBeUndefined();
});
