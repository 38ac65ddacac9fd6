import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Unit } from './read-unit.ts';
import { shardOf } from './shard.ts';

const unit = (project: string, repository: string) => ({
  unit: { project, entry: { repository } } as Unit,
});

test('every repository belongs to one part, whoever asks it, and parts differ by one', () => {
  const repositories = fc.array(fc.integer({ min: 0, max: 30 }).map((n) => `r${n}`));
  fc.assert(
    fc.property(repositories, fc.integer({ min: 1, max: 9 }), (names, of) => {
      const all = names.map((name, i) => unit(`p${i}`, name));
      const parts = Array.from({ length: of }, (_, i) => shardOf(all, { part: i + 1, of }));
      expect(parts.flat().length).toBe(all.length);
      const held = parts.map((part) => new Set(part.map((one) => one.unit.entry.repository)));
      expect(held.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(names).size);
      const sizes = held.map(({ size }) => size);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
