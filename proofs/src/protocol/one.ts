// Parts of states, each kept once: equal parts are the same object, so that states are cheap to compare.

const numbers = new Map<string, number>();
const parts = new Map<number, object>();
const numberOf = new WeakMap<object, number>();

/** The one object that stands for everything equal to this part. */
export function one<Part extends object>(part: Part): Part {
  const known = numberOf.get(part);
  if (known !== undefined) return part;
  const text = JSON.stringify(part);
  const number = numbers.get(text) ?? numbers.size;
  const first = parts.get(number);
  if (first) return first as Part; // it was a Part that had this text
  numbers.set(text, number);
  parts.set(number, part);
  numberOf.set(part, number);
  return part;
}

/** The number of a part, 0 for none. */
export function numberOfPart(part: object | undefined): number {
  return part === undefined ? 0 : (numberOf.get(one(part)) ?? 0) + 1;
}
