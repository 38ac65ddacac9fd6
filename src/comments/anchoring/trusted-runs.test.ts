import { describe, expect, it } from 'vitest';
import { trustedRuns } from './trusted-runs.ts';

const run = (before: number, after: number, length: number) => ({ before, after, length });
const within = (before: number, after: number) => ({
  before: { start: 0, end: before },
  after: { start: 0, end: after },
});

describe('trustedRuns', () => {
  it('believes what is long, wherever it stands', () => {
    const long = run(400, 900, 32);
    expect(trustedRuns([long], within(1000, 2000), false)).toEqual([long]);
  });

  it('does not believe a few words in the middle of changed text', () => {
    expect(trustedRuns([run(400, 410, 12)], within(1000, 1000), true)).toEqual([]);
    expect(trustedRuns([run(400, 410, 31)], within(1000, 1000), true)).toEqual([]);
  });

  it('believes a short run that stands near to a believed one, and so on in both directions', () => {
    const runs = [run(370, 372, 8), run(380, 385, 15), run(400, 404, 40), run(450, 460, 12)];
    expect(trustedRuns(runs, within(1000, 1000), false)).toEqual(runs);
  });

  it('does not believe it where either text has much in between', () => {
    const long = run(400, 400, 40);
    expect(trustedRuns([long, run(450, 700, 12)], within(1000, 1000), false)).toEqual([long]);
    expect(trustedRuns([long, run(700, 450, 12)], within(1000, 1000), false)).toEqual([long]);
  });

  it('believes short runs together that make up much of what is between', () => {
    const many = [run(10, 40, 12), run(50, 80, 12), run(90, 120, 12)];
    expect(trustedRuns(many, within(60, 70), false)).toEqual(many);
    expect(trustedRuns(many, within(600, 600), false)).toEqual([]);
  });

  it('counts the ends of what is compared as kept only where they are', () => {
    const atStart = [run(3, 5, 8)];
    expect(trustedRuns(atStart, within(500, 500), true)).toEqual(atStart);
    expect(trustedRuns(atStart, within(500, 500), false)).toEqual([]);
  });
});
