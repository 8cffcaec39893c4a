// How the provider behaves, by the token that stands for a way to pay, so that each path can be seen.

export type Mode = {
  declines: boolean;
  /** To who asks for the first time. Who asks again is told what the ledger has. */
  answer: 'at once' | 'slowly' | 'pending' | 'broken off';
  callback: 'beside the answer' | 'before the answer' | 'twice' | 'late' | 'forged' | 'never';
};

const usual: Mode = { declines: false, answer: 'at once', callback: 'beside the answer' };

const modes: ReadonlyMap<string | undefined, Mode> = new Map([
  ['tok_declined', { ...usual, declines: true }],
  ['tok_slow', { ...usual, answer: 'slowly', callback: 'late' }],
  ['tok_breaks_off', { ...usual, answer: 'broken off', callback: 'never' }],
  ['tok_callback_first', { ...usual, callback: 'before the answer' }],
  ['tok_callback_twice', { ...usual, callback: 'twice' }],
  ['tok_callback_late', { ...usual, answer: 'pending', callback: 'late' }],
  ['tok_callback_never', { ...usual, answer: 'pending', callback: 'never' }],
  ['tok_callback_forged', { ...usual, declines: true, answer: 'pending', callback: 'forged' }],
]);

export function modeOf(paymentMethod: string | undefined): Mode {
  return modes.get(paymentMethod) ?? usual;
}
