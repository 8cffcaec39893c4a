// Which passwords are taken: long enough to be hard to guess, and nothing else is asked of them (NIST SP 800-63B, 3.1.1.2).

/** Longer ones would only make hashing dearer. */
export const longestPassword = 128;
const shortestPassword = 8;

export const passwordRule = `must have ${shortestPassword} to ${longestPassword} characters`;

/** Counts characters as a person does, not the units that they are stored in. */
export function isAcceptablePassword(password: string): boolean {
  const characters = [...password].length;
  return characters >= shortestPassword && characters <= longestPassword;
}
