export { catchUpCommand } from './command.ts';
