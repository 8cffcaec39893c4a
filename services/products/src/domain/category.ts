// Categories are the same in any case of letters. They are kept in lower case, by one rule for writing and for asking.

export function category(name: string): string {
  return name.trim().toLowerCase();
}
