import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromQuery,
  kinds,
  LARGEST_POOL,
  models,
  MOST_OF_A_KIND,
  presets,
  presetOf,
  reservations,
  toQuery,
  type Settings,
} from './settings.ts';

const count = fc.integer({ min: 0, max: MOST_OF_A_KIND });
const settings: fc.Arbitrary<Settings> = fc.record({
  model: fc.constantFrom(...models),
  poolSize: fc.integer({ min: 1, max: LARGEST_POOL }),
  mix: fc.record({ quick: count, waiting: count, computing: count, reserving: count }),
  reservation: fc.constantFrom(...reservations),
});

describe('the address of a setting', () => {
  test('leads back to the setting', () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        const { settings: read, faults } = fromQuery(toQuery(wanted));
        expect(faults).toEqual([]);
        // One message at a time has a pool of one, whatever was said.
        const poolSize = wanted.model === 'blocking' ? 1 : wanted.poolSize;
        expect(read).toEqual({ ...wanted, poolSize });
      }),
    );
  });

  test('names a preset where the setting is one', () => {
    for (const preset of presets) {
      expect(toQuery(preset)).toBe(`preset=${preset.id}`);
      expect(presetOf(preset)).toBe(preset);
    }
  });

  test('never makes a setting out of bounds, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (pool, quick, model) => {
        const query = new URLSearchParams({ pool, quick, model });
        const { settings: read } = fromQuery(query.toString());
        expect(read.poolSize).toBeGreaterThanOrEqual(1);
        expect(read.poolSize).toBeLessThanOrEqual(LARGEST_POOL);
        expect(models).toContain(read.model);
        for (const kind of kinds) {
          expect(read.mix[kind]).toBeGreaterThanOrEqual(0);
          expect(read.mix[kind]).toBeLessThanOrEqual(MOST_OF_A_KIND);
        }
      }),
    );
  });

  test('tells everything that it does not understand at once', () => {
    const { faults } = fromQuery('preset=none&pool=0&quick=1e1&reservation=maybe');
    expect(faults).toEqual([
      `preset: expected ${presets.map(({ id }) => id).join(', ')}; got none`,
      'pool: expected a number from 1 to 64; got 0',
      'quick: expected a number from 0 to 40; got 1e1',
      'reservation: expected forgotten, between, locked; got maybe',
    ]);
  });

  test('changes one part of a preset and leaves the others', () => {
    const { settings: read } = fromQuery('preset=cpu-bound-in-async&computing=2');
    expect(read).toMatchObject({ model: 'async', mix: { quick: 16, computing: 2 } });
  });
});
