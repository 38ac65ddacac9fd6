import { describe, expect, it } from 'vitest';
import { dashedId, idWithNumber, numberInId, uniqueId } from './unique-id.ts';

describe('unique ids', () => {
  it('are version 4 UUIDs without dashes, each another one', () => {
    const ids = Array.from({ length: 200_000 }, uniqueId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(id))).toEqual(
      [],
    );
  });

  it('can have dashes', () => {
    expect(dashedId()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('can hold a number', () => {
    for (const number of [0, 1, 255, 256, 65_535]) {
      expect(numberInId(idWithNumber(number))).toBe(number);
    }
    expect(idWithNumber(5)).not.toBe(idWithNumber(5));
  });
});
