import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDelta, BadDelta, type CopiedSpans } from './delta.ts';
import { LiteralAutomaton } from './literal-automaton.ts';
import { LiteralFinder } from './literal-hits.ts';

/** Every place of every text, one after the other. */
function expected(texts: readonly string[], bytes: Buffer): string[] {
  return texts
    .flatMap((text, index) => {
      const places: string[] = [];
      for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
        places.push(`${at} ${index}`);
      }
      return places;
    })
    .sort();
}

function written(hits: Int32Array): string[] {
  return Array.from(
    { length: hits.length / 2 },
    (_, i) => `${hits[2 * i]} ${hits[2 * i + 1]}`,
  ).sort();
}

function isOrdered(hits: Int32Array): boolean {
  return hits.every((_, i) => i % 2 === 1 || i < 2 || (hits[i] ?? 0) >= (hits[i - 2] ?? 0));
}

// Few letters, so that texts overlap, hold each other and stand across borders.
const letters = fc.constantFrom('a', 'b', 'c', 'ü');
const text = fc.string({ unit: letters, minLength: 1, maxLength: 6 });
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 6 });
const content = fc.string({ unit: letters, maxLength: 120 }).map((one) => Buffer.from(one));

type Instruction = { from: number; length: number } | { insert: Buffer };
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({ from: fc.nat(100), length: fc.integer({ min: 1, max: 80 }) }),
  fc
    .string({ unit: letters, minLength: 1, maxLength: 20 })
    .map((one) => ({ insert: Buffer.from(one) })),
);

function size(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...size(value >> 7)];
}

/** A delta as git writes it, and what it makes of the base. */
function deltaOf(base: Buffer, instructions: readonly Instruction[]) {
  const code: number[] = [];
  const parts: Buffer[] = [];
  for (const one of instructions) {
    if ('insert' in one) {
      code.push(one.insert.length, ...one.insert);
      parts.push(one.insert);
      continue;
    }
    const from = Math.min(one.from, base.length);
    const length = Math.min(one.length, base.length - from);
    if (length === 0) continue;
    code.push(0x80 | 0x01 | 0x10, from, length);
    parts.push(base.subarray(from, from + length));
  }
  const result = Buffer.concat(parts);
  return { delta: Buffer.from([...size(base.length), ...size(result.length), ...code]), result };
}

test('every place of every text is found at one pass', () => {
  fc.assert(
    fc.property(texts, content, (all, bytes) => {
      const hits = new LiteralFinder(new LiteralAutomaton(all)).inWhole(bytes);
      expect(written(hits)).toEqual(expected(all, bytes));
      expect(isOrdered(hits)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('what a delta copies brings its hits along, and nothing is missed at the borders', () => {
  fc.assert(
    fc.property(
      texts,
      content,
      fc.array(instruction, { maxLength: 8 }),
      (all, base, instructions) => {
        const { delta, result } = deltaOf(base, instructions);
        const finder = new LiteralFinder(new LiteralAutomaton(all));
        const spans: CopiedSpans = { count: 0, at: new Int32Array(3) };
        const target = Buffer.alloc(result.length);
        applyDelta(base, delta, target, spans);
        expect(target.equals(result)).toBe(true);
        const hits = finder.inCopy(target, finder.inWhole(base), spans);
        expect(written(hits)).toEqual(expected(all, result));
        expect(isOrdered(hits)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a delta that leads out of its base or its text is refused', () => {
  const base = Buffer.from('0123456789');
  const apply =
    (size: number, ...code: number[]) =>
    () => {
      const spans = { count: 0, at: new Int32Array(3) };
      applyDelta(base, Buffer.from([10, size, ...code]), Buffer.alloc(size), spans);
    };
  expect(apply(4, 0x91, 2, 4)).not.toThrow();
  expect(apply(4, 0x91, 8, 4)).toThrow(BadDelta);
  expect(apply(4, 0x91, 2, 5)).toThrow(BadDelta);
  expect(apply(4, 0x91, 2, 3)).toThrow(BadDelta);
  expect(apply(4, 0x91, 2)).toThrow(BadDelta);
  expect(apply(2, 3, 0x61, 0x62, 0x63)).toThrow(BadDelta);
  expect(apply(3, 3, 0x61, 0x62)).toThrow(BadDelta);
  expect(apply(4, 0)).toThrow(BadDelta);
  expect(() => {
    applyDelta(base, Buffer.from([9, 0]), Buffer.alloc(0), { count: 0, at: new Int32Array(3) });
  }).toThrow(BadDelta);
});
