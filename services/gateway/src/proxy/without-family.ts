// Both families of addresses lead to one route table.

const family = /^\/api\/v1(?=\/|$)/;

/**
 * The request target as services know it: `/api/v1/orders?limit=5` and `/orders?limit=5` are the same route. A target in absolute form
 * (`GET http://host/orders`, RFC 9112, 3.2.2) loses its origin.
 */
export function withoutFamily(target: string): string {
  const path = target.startsWith('/') ? target : pathOf(target);
  return path.startsWith('/api/') ? path.replace(family, '') || '/' : path;
}

function pathOf(target: string): string {
  const url = URL.parse(target);
  return url === null ? '/' : url.pathname + url.search;
}
