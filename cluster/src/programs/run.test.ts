import { expect, it } from '@jest/globals';
import { run } from './run.ts';

it('a program that fails is quoted with what it said on both streams', async () => {
  const script = "console.log('BROKEN: paid twice'); console.error('command terminated'); process.exit(1)";
  await expect(run(process.execPath, ['-e', script])).rejects.toThrow(
    /failed: BROKEN: paid twice\ncommand terminated$/,
  );
});

it('its failure says what was to be done, behind the words that say where', async () => {
  const words = [
    '--context',
    'minikube',
    '--namespace',
    'api',
    'exec',
    'deployment/operator',
    '--',
    'paidonce',
    'audit',
  ];
  await expect(run('false', words)).rejects.toThrow(
    'false --context minikube --namespace api exec deployment/operator -- paidonce … failed: 1',
  );
});
