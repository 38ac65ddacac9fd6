import { describe, expect, it } from 'vitest';
import { SourceFile } from '../file/source-file.ts';
import { VersionMemory } from '../file/version-memory.ts';
import { literalMatches, LineSearch } from './line-search.ts';
import { requiredLiterals } from './required-literal.ts';

function file(text: string): SourceFile {
  const name = { syntax: 'plain', manifest: undefined, folder: '' } as const;
  return new SourceFile(Buffer.from(text), name, 'a', new VersionMemory());
}

/** A tenth of what a user's expression may take, so that a bomb costs a test little. */
const limitMs = 100;

function search(expression: RegExp) {
  return new LineSearch(expression, requiredLiterals(expression), limitMs);
}

describe('a regular expression over lines', () => {
  it('tells the line and the first character that is no blank', () => {
    const { matches, givenUp } = search(/\s+green/g).in(file('x\n  green green\r\nnone\n'));
    expect(matches.map(({ start, at }) => [start, at])).toEqual([
      [2, 4],
      [2, 10],
    ]);
    expect(givenUp).toBe(false);
  });

  it('matches nothing where the match is empty, and never over lines', () => {
    expect(search(/x*/g).in(file('ab\n')).matches).toEqual([]);
    expect(search(/a\sb/g).in(file('a\nb\n')).matches).toEqual([]);
  });

  it('sees the whole of a line, however long', () => {
    const { matches } = search(/gre+n/g).in(file(`${'x '.repeat(50_000)}green`));
    expect(matches).toMatchObject([{ start: 0, at: 100_000 }]);
    expect(literalMatches(file(`${'x'.repeat(50_000)}green`), 'green')).toHaveLength(1);
  });

  it('finds every place of a text, each in its own line, from its first character on', () => {
    expect(literalMatches(file('green green\n a\tgreen\r\n'), 'green')).toEqual([
      { start: 0, end: 11, at: 0 },
      { start: 0, end: 11, at: 6 },
      { start: 12, end: 20, at: 15 },
    ]);
    expect(literalMatches(file('a \t green'), ' \t')).toEqual([{ start: 0, end: 9, at: 4 }]);
  });

  it('finds whatever the case where the expression does', () => {
    expect(search(/green/gi).in(file('GREEN\nGreen\nblue\n')).matches).toHaveLength(2);
    expect(search(/green|blue/gi).in(file('GREEN\nBlue\nred\n')).matches).toHaveLength(2);
    expect(search(/green|blue/g).in(file('GREEN\nblue\nred\n')).matches).toHaveLength(1);
    expect(search(/gr\.n/gi).in(file('GR.N\ngrxn\n')).matches).toHaveLength(1);
  });

  it.each([/(a|a)+b/g, /(a+)+b/g, /^(?:a|aa)+$/g, /(x+x+)+y/g])(
    'gives up on a line that takes too long, and keeps what other lines have: %s',
    (expression) => {
      const bomb = expression.source.includes('x') ? 'x'.repeat(60) : `${'a'.repeat(60)}c`;
      const found = search(expression);
      const short = expression.source.includes('x')
        ? 'xxy'
        : expression.source.includes('$')
          ? 'aa'
          : 'aab';
      const first = found.in(file(`${short}\n${bomb}\n`));
      expect(first.givenUp).toBe(true);
      expect(first.matches.map(({ start }) => start)).toEqual([0]);
      const before = process.cpuUsage();
      expect(found.in(file(`${bomb}\n${short}\n`)).matches).toMatchObject([
        { start: bomb.length + 1 },
      ]);
      expect(process.cpuUsage(before).user).toBeLessThan(limitMs * 900);
    },
  );

  it('tries an expression that took too long on three lines on no further one', () => {
    const found = search(/(a|a)+b/g);
    const bombs = [50, 51, 52].map((count) => `${'a'.repeat(count)}c`);
    expect(found.in(file(bombs.slice(0, 2).join('\n'))).givenUp).toBe(true);
    expect(found.in(file('ab\n'))).toMatchObject({ matches: [{ start: 0 }], givenUp: false });
    expect(found.in(file(bombs.join('\n'))).givenUp).toBe(true);
    const before = process.cpuUsage();
    const last = found.in(file('aab\n'));
    expect(last).toEqual({ matches: [], givenUp: true });
    expect(process.cpuUsage(before).user).toBeLessThan(limitMs * 900);
  });

  it('takes the flag for sets', () => {
    expect(search(/[\w--a]x/gv).in(file('ax\nbx\n')).matches).toMatchObject([{ start: 3 }]);
  });
});
