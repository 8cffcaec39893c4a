export { type Heard, heard, type Listening, startListening } from './listening.ts';
