/** Nothing can be said or done: something that is needed for it is not there. */
export class CouldNotLook extends Error {
  override readonly name = 'CouldNotLook';
}
