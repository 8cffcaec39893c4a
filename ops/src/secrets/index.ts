export { secretsCommand } from './command.ts';
export { makeSecrets, type SecretStore } from './make-secrets.ts';
export { wantedSecrets } from './wanted.ts';
