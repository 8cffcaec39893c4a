export { secretsCommand } from './command.ts';
