/** The auditor cannot say anything: something that it has to see is not there. */
export class CouldNotLook extends Error {
  override readonly name = 'CouldNotLook';
}
