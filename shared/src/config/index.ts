export { jwtSecret } from './jwt-secret.ts';
export { InvalidConfig, loadConfig } from './load-config.ts';
export { host, httpUrl, logLevel, natsUrl, nodeEnv, port, postgresUrl } from './variables.ts';
