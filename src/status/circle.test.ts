import fc from 'fast-check';
import { expect, test } from 'vitest';
import { circles } from './circle.ts';

const found = (edges: Record<string, string[]>) =>
  circles(Object.keys(edges), (node) => edges[node] ?? []).map((one) => one.toSorted().join(''));

test('nodes that lead to each other are one, and stand after what they lead to', () => {
  expect(found({ a: ['b'], b: ['c'], c: ['b', 'd'], d: [] })).toEqual(['d', 'bc', 'a']);
  expect(found({ a: ['a'], b: ['a'] })).toEqual(['a', 'b']);
});

test('every node stands in one circle, with exactly those that it reaches and that reach it', () => {
  const node = fc.nat(5);
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 15 }), (edges) => {
      const nodes = [0, 1, 2, 3, 4, 5];
      const next = (from: number) => edges.flatMap(([a, b]) => (a === from ? [b] : []));
      const reach = (from: number) => {
        const seen = new Set<number>();
        const open = [from];
        for (let one = open.pop(); one !== undefined; one = open.pop()) {
          for (const other of next(one)) if (!seen.has(other)) open.push((seen.add(other), other));
        }
        return seen;
      };
      const all = circles(nodes, next);
      expect(all.flat().toSorted()).toEqual(nodes);
      for (const [i, circle] of all.entries()) {
        for (const one of circle) {
          const same = nodes.filter(
            (other) => other === one || (reach(one).has(other) && reach(other).has(one)),
          );
          expect(circle.toSorted()).toEqual(same);
          const later = all.slice(i + 1).flat();
          expect(later.some((other) => reach(one).has(other))).toBe(false);
        }
      }
    }),
  );
});

test('a chain of 20,000 needs no stack', () => {
  const nodes = Array.from({ length: 20_000 }, (_, i) => i);
  expect(circles(nodes, (i) => (i + 1 < nodes.length ? [i + 1] : []))).toHaveLength(20_000);
});
