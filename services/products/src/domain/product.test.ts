import { describe, expect, it } from '@jest/globals';
import { Money, productCreated, productRemoved, productUpdated, sku } from '@paidonce/shared/contracts';
import { create, type Decision, type ProductFields, remove, update } from './product.ts';
import { ProductExists } from './product-exists.ts';

const id = sku.parse('MUG-1');
const mug: ProductFields = {
  name: 'Mug',
  description: 'A plain mug',
  picture: '/img/mug.jpg',
  price: new Money(8_99, 'USD'),
  categories: ['kitchen', 'gifts'],
};
const versions = (...life: Decision[]) => life.map(({ entry }) => entry.product.version);
const told = ({ facts }: Decision) => facts.map(({ type }) => type);

describe('a product', () => {
  it('counts its versions through its whole life, also when it comes back', () => {
    const made = create(id, mug, undefined);
    const changed = update(made.entry.product, { ...mug, name: 'Cup' });
    const removed = remove(changed.entry.product);
    const back = create(id, mug, removed.entry);
    expect(versions(made, changed, removed, back)).toEqual([1, 2, 3, 4]);
    expect([made, changed, removed, back].flatMap(told)).toEqual([
      productCreated.type,
      productUpdated.type,
      productRemoved.type,
      productCreated.type,
    ]);
    expect([made, changed, removed, back].map(({ entry }) => entry.isRemoved)).toEqual([false, false, true, false]);
  });

  it('is told of as it is now, and in the end as it was last', () => {
    const { product } = create(id, mug, undefined).entry;
    expect(productUpdated.decode(update(product, { ...mug, price: new Money(1, 'USD') }).facts[0]?.payload)).toEqual({
      ...mug,
      sku: id,
      version: 2,
      price: new Money(1, 'USD'),
    });
    expect(productRemoved.decode(remove(product).facts[0]?.payload)).toEqual({ ...mug, sku: id, version: 2 });
  });

  it('is not created a second time', () => {
    expect(() => create(id, mug, create(id, mug, undefined).entry)).toThrow(ProductExists);
  });

  it.each<[string, Partial<ProductFields>]>([
    ['name', { name: 'Cup' }],
    ['description', { description: '' }],
    ['picture', { picture: '' }],
    ['price', { price: new Money(9_00, 'USD') }],
    ['categories', { categories: ['kitchen'] }],
    ['order of categories', { categories: ['gifts', 'kitchen'] }],
  ])('is another when its %s is another', (_, change) => {
    const { product } = create(id, mug, undefined).entry;
    expect(told(update(product, { ...mug, ...change }))).toEqual([productUpdated.type]);
  });

  it('stays the version that it is, and nothing is told, when nothing is different', () => {
    const { product } = create(id, mug, undefined).entry;
    expect(update(product, { ...mug, price: new Money(8_99, 'USD') })).toEqual({
      entry: { product, isRemoved: false },
      facts: [],
    });
  });
});
