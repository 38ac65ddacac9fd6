import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCompatible, parseVersion } from './version.ts';

const number = fc.nat(20);

describe('versions', () => {
  it('are compatible by equal major, minor not above, and revision not above at equal minor', () => {
    fc.assert(
      fc.property(number, number, number, number, number, number, (a, b, c, x, y, z) => {
        const expected = a === x && (y < b || (y === b && z <= c));
        expect(isCompatible(`${a}.${b}.${c}`, `${x}.${y}.${z}`)).toBe(expected);
      }),
    );
  });

  it('have revision 0 if they name none', () => {
    expect(isCompatible('1.2', '1.2.0')).toBe(true);
    expect(isCompatible('1.2', '1.2.1')).toBe(false);
  });

  it.each(['', '1', '1.', 'a.b', '1.2.3.4', '1.0 ', '-1.0'])('are not %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
    expect(isCompatible(text, text)).toBe(false);
    expect(isCompatible('1.0', text)).toBe(false);
  });
});
