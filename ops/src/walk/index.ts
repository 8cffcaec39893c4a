export { walkCommand } from './command.ts';
