// For tests: product-svc as orders meets it, with prices that the test sets.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProductService = {
  url: string;
  /** What each product costs now; a product without a price is not sold. */
  prices: Record<string, string>;
  /** Which products were asked for. */
  asked: string[];
  stop(): Promise<void>;
};

export async function startProductService(prices: Record<string, string>): Promise<ProductService> {
  const server = createServer((request, response) => {
    const sku = decodeURIComponent(request.url?.replace('/products/', '') ?? '');
    const price = service.prices[sku];
    service.asked.push(sku);
    response.writeHead(price === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(price === undefined ? {} : { id: sku, name: sku, price, currency: 'USD' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const service: ProductService = {
    url: `http://127.0.0.1:${port}`,
    prices,
    asked: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}
