export { keepOutput } from './keep-output.ts';
