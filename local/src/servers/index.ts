export { endWithUs } from './end-with-us.ts';
export { freePort } from './free-port.ts';
export { home } from './home.ts';
export { portIsFree } from './port-is-free.ts';
export { progress } from './progress.ts';
export { type NatsServer, startNats } from './start-nats.ts';
export { type PostgresServer, startPostgres } from './start-postgres.ts';
export { startRedis } from './start-redis.ts';
