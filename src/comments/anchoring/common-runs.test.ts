import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonRuns } from './common-runs.ts';
import { Work } from './work.ts';

const plenty = () => new Work(1e9);
const letters = (text: string) => text.split('');

describe('commonRuns', () => {
  it('finds what stayed, in order, by the fewest changes', () => {
    expect(commonRuns(letters('abcdef'), letters('abXdYf'), plenty())).toEqual([
      { before: 0, after: 0, length: 2 },
      { before: 3, after: 3, length: 1 },
      { before: 5, after: 5, length: 1 },
    ]);
  });

  it('takes what both begin and end with for one run each', () => {
    expect(commonRuns(letters('aab'), letters('ab'), plenty())).toEqual([
      { before: 0, after: 0, length: 1 },
      { before: 2, after: 1, length: 1 },
    ]);
  });

  it('finds nothing in common with nothing', () => {
    expect(commonRuns([], letters('ab'), plenty())).toEqual([]);
    expect(commonRuns(letters('ab'), [], plenty())).toEqual([]);
  });

  const numbers = fc.array(fc.nat({ max: 5 }), { maxLength: 40 });

  it('says only what is true: equal, in order, nothing twice', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.nat({ max: 5000 }), (before, after, steps) => {
        let [atBefore, atAfter] = [0, 0];
        for (const run of commonRuns(before, after, new Work(steps))) {
          expect(run.length).toBeGreaterThan(0);
          expect(run.before).toBeGreaterThanOrEqual(atBefore);
          expect(run.after).toBeGreaterThanOrEqual(atAfter);
          expect(before.slice(run.before, run.before + run.length)).toEqual(
            after.slice(run.after, run.after + run.length),
          );
          [atBefore, atAfter] = [run.before + run.length, run.after + run.length];
        }
      }),
    );
  });

  it('says of the middle of two sequences that nothing is common once no work is left', () => {
    const [before, after] = [letters('a123z'), letters('a1X3z')];
    const ends = [
      { before: 0, after: 0, length: 2 },
      { before: 3, after: 3, length: 2 },
    ];
    expect(commonRuns(before, after, new Work(0))).toEqual(ends);
    expect(commonRuns(letters('a1b2c'), letters('x1y2z'), new Work(0))).toEqual([]);
    expect(commonRuns(letters('a1b2c'), letters('x1y2z'), plenty())).toHaveLength(2);
  });

  it('takes its work from what is left', () => {
    const work = plenty();
    commonRuns(letters('a1b2c'), letters('x1y2z'), work);
    // The ten letters, and the square of six changes.
    expect(work.left).toBe(1e9 - 10 - 36);
  });

  it('aligns long sequences by what stands once in each', () => {
    const before = Array.from({ length: 5000 }, (_, i) => i);
    const after = before.flatMap((i) => (i % 10 === 0 ? [-i - 1] : [i]));
    const runs = commonRuns(before, after, plenty());
    const common = runs.reduce((sum, { length }) => sum + length, 0);
    expect(common).toBe(4500);
  });
});
