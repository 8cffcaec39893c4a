import { describe, expect, it } from '@jest/globals';
import { PreconditionFailed } from '../../errors/index.ts';
import { etagOf, isKnown, requireMatch } from './etag.ts';

describe('what a client has', () => {
  it.each(['"3"', 'W/"3"', '"1", "3"', '"1",W/"3" , "4"', '*', ' * '])('is version 3 when it says %s', (header) => {
    expect(isKnown(header, etagOf(3))).toBe(true);
  });

  it.each([undefined, '', '"2"', '"33"', '3', 'W/3', '"1", "2"', '"', '"*"', '"3', 'w/"4"'])(
    'is something else when it says %p',
    (header) => {
      expect(isKnown(header, etagOf(3))).toBe(false);
    },
  );
});

describe('a change', () => {
  it.each([undefined, '"3"', '"1", "3"', '*'])('of version 3 goes through with If-Match %p', (header) => {
    expect(() => requireMatch(header, 3)).not.toThrow();
  });

  it.each(['"2"', 'W/"3"', '3', '', '"1", "2"', '"33"'])('of version 3 is refused with If-Match %p', (header) => {
    expect(() => requireMatch(header, 3)).toThrow(PreconditionFailed);
  });
});
