export { replayCommand } from './command.ts';
