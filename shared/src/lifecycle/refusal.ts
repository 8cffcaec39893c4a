// A reason not to start that a person can do something about. Anything else that is thrown counts as a bug.

/** Its message is one sentence for a person, who gets no stack to read. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
