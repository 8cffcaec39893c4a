// The products of the demo shop.

import { Money, type Product, shopCurrency, sku } from '@paidonce/shared/contracts';
import type { ProductFields } from '../../domain/product.ts';

export type DemoProduct = Pick<Product, 'sku'> & ProductFields;

const product = (
  id: string,
  name: string,
  cents: number,
  picture: string,
  categories: string[],
  description: string,
): DemoProduct => ({
  sku: sku.parse(id),
  name,
  description,
  picture: `/static/img/products/${picture}.jpg`,
  price: new Money(cents, shopCurrency),
  categories,
});

export const demoCatalogue: readonly DemoProduct[] = [
  product(
    'OLJCESPC7Z',
    'Sunglasses',
    1919,
    'sunglasses',
    ['accessories'],
    'Light aviator sunglasses that go with any outfit.',
  ),
  product(
    '66VCHSJNUP',
    'Tank Top',
    1899,
    'tank-top',
    ['clothing', 'tops'],
    'A cropped cotton top with a scooped neckline.',
  ),
  product(
    '1YMWWN1N4O',
    'Watch',
    10999,
    'watch',
    ['accessories'],
    'A gold-coloured steel watch that works with most clothes.',
  ),
  product('L9ECAV7KIM', 'Loafers', 8989, 'loafers', ['footwear'], 'Soft leather loafers to slip on and forget.'),
  product(
    '2ZYFJ3GM2N',
    'Hairdryer',
    2499,
    'hairdryer',
    ['hair', 'beauty'],
    'Light, with three heat settings, and quiet enough for mornings.',
  ),
  product(
    '0PUK6V6EV0',
    'Candle Holder',
    1899,
    'candle-holder',
    ['decor', 'home'],
    'Small but intricate, for one tea light.',
  ),
  product(
    'LS4PSXUNUM',
    'Salt & Pepper Shakers',
    1849,
    'salt-and-pepper-shakers',
    ['kitchen'],
    'A pair in glazed stoneware that finds its place on any table.',
  ),
  product(
    '9SIQT8TOJO',
    'Bamboo Glass Jar',
    549,
    'bamboo-glass-jar',
    ['kitchen'],
    'Holds 1.7 litres; the bamboo lid keeps things dry.',
  ),
  product('6E92ZMYYFZ', 'Mug', 899, 'mug', ['kitchen'], 'A plain mug with a mustard-coloured inside.'),
  product('SKU-001', 'Sample Item', 1000, 'sample-item', ['samples'], 'Something to try an order with.'),
];
