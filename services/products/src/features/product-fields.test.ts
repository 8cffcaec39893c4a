import { describe, expect, it } from '@jest/globals';
import { Money } from '@paidonce/shared/contracts';
import { newProductBody, productBody, productFields } from './product-fields.ts';

const mug = { name: 'Mug', price: '8.99' };

describe('what administrators say of a product', () => {
  it('needs no more than a name and a price', () => {
    expect(productFields(productBody.parse(mug))).toEqual({
      name: 'Mug',
      description: '',
      picture: '',
      price: new Money(8_99, 'USD'),
      categories: [],
    });
  });

  it('may have its price as a number, and a category more than once', () => {
    const body = productBody.parse({
      ...mug,
      price: 8.99,
      categories: ['Kitchen', ' kitchen', 'Gifts'],
    });
    expect(productFields(body)).toMatchObject({ price: new Money(8_99, 'USD'), categories: ['kitchen', 'gifts'] });
  });

  it.each(['/img/mug.jpg', 'https://example.com/mug.jpg'])('may have its picture at %s', (picture) => {
    expect(productBody.safeParse({ ...mug, picture })).toMatchObject({ success: true });
  });

  it.each([
    ['a picture that runs', { picture: 'javascript:alert(1)' }],
    ['a picture from a host without a scheme', { picture: '//example.com/mug.jpg' }],
    ['a picture in the clear', { picture: 'http://example.com/mug.jpg' }],
    ['a currency, since the shop has one', { currency: 'USD' }],
    ['a price below zero', { price: -1 }],
    ['a part of a cent', { price: '8.999' }],
    ['a name of blanks', { name: '  ' }],
    ['21 categories', { categories: Array.from({ length: 21 }, (_, index) => `c${index}`) }],
    ['a field that there is not', { colour: 'red' }],
  ])('is refused with %s', (_, wrong) => {
    expect(productBody.safeParse({ ...mug, ...wrong })).toMatchObject({ success: false });
  });

  it.each(['search', 'category', '-mug', 'a mug', ''])('may not have the SKU "%s"', (id) => {
    expect(newProductBody.safeParse({ ...mug, id })).toMatchObject({ success: false });
  });
});
