import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InPieces } from './in-pieces.ts';

describe('InPieces', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const items = [1, 2, 3, 4, 5, 6];

  it('does the first piece at once and the others in turn, each item once and in order', () => {
    const pieces: (readonly number[])[] = [];
    const done = vi.fn();
    new InPieces().start(items, { first: 1, each: 2 }, (some) => pieces.push(some), done);
    expect(pieces).toEqual([[1]]);
    expect(done).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(pieces).toEqual([[1], [2, 3], [4, 5], [6]]);
    expect(done).toHaveBeenCalledOnce();
  });

  it('drops what is left when it is begun again, and says done for the last work only', () => {
    const seen: string[] = [];
    const work = new InPieces();
    const start = (name: string) => {
      work.start(
        items,
        { first: 2, each: 2 },
        (some) => seen.push(`${name}${some.join('')}`),
        () => seen.push(`${name} done`),
      );
    };
    start('a');
    start('b');
    vi.runAllTimers();
    expect(seen).toEqual(['a12', 'b12', 'b34', 'b56', 'b done']);
  });

  it('is done at once where there is nothing to do', () => {
    const done = vi.fn();
    new InPieces().start([], { first: 1, each: 1 }, () => expect.unreachable(), done);
    expect(done).toHaveBeenCalledOnce();
  });
});
