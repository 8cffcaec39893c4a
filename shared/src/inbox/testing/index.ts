export { holdOpen } from './hold-open.ts';
export { type Heard, heard, type Listening, startListening } from './listening.ts';
