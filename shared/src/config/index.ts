export { InvalidConfig, loadConfig } from './load-config.ts';
export { signingEnvironment, verifyingEnvironment } from './token-keys.ts';
export { tracingVariables } from './tracing-variables.ts';
export {
  host,
  httpUrl,
  logLevel,
  natsUrl,
  nodeEnv,
  port,
  postgresUrl,
  streamReplicas,
  subscribes,
  webhookSecret,
} from './variables.ts';
