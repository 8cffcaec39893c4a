export { catchUpCommand } from './catch-up-command.ts';
export { isOf, type OpenService, type Recall } from './recall.ts';
