/** Thrown by a handler for an event that can never be applied: it is set aside as a dead letter at once. */
export class Poison extends Error {
  override readonly name = 'Poison';
}
