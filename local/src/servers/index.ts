export { home, progress } from '../programs/index.ts';
export { endWithUs } from './end-with-us.ts';
export { freePort } from './free-port.ts';
export { portIsFree } from './port-is-free.ts';
export { type NatsServer, startNats } from './start-nats.ts';
export { type PostgresServer, startPostgres } from './start-postgres.ts';
export { startRedis } from './start-redis.ts';
