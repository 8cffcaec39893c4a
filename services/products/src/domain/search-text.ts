/** What can be searched for. No name of a product is longer than this, so nothing longer is found in one. */
const longest = 200;

/** @returns undefined for what nothing can match: blank, or longer than any name */
export function searchText(wish: string): string | undefined {
  const text = wish.trim();
  return text === '' || text.length > longest ? undefined : text;
}
