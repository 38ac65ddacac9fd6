import { describe, expect, it } from 'vitest';
import { textProbeSchema } from '../../proposal/probe.ts';
import { SourceFile } from '../file/source-file.ts';
import { VersionMemory } from '../file/version-memory.ts';
import type { Syntax } from '../file/file-syntax.ts';
import { textMatcher } from './text.ts';

const probe = (pattern: string) => ({
  ...textProbeSchema.parse({ kind: 'text', title: 'x', include: ['**'], pattern: 'x' }),
  pattern,
});

function found(pattern: string, text: string, syntax: Syntax = 'plain') {
  const name = { syntax, manifest: undefined, folder: '' };
  const file = new SourceFile(Buffer.from(text), name, 'a', new VersionMemory());
  const { hits, fault } = textMatcher(probe(pattern)).match(file);
  return { lines: hits.map(({ line }) => line), fault };
}
const linesOf = (...args: Parameters<typeof found>) => found(...args).lines;

describe('the pattern of a text probe', () => {
  it('is taken literally unless it stands between slashes, to its end', () => {
    expect(linesOf('/usr/lib/X', 'usr\nusr/lib\nin /usr/lib/X too\n')).toEqual([3]);
    expect(linesOf('x/gre+n/', 'green\nx/green\nx/gre+n/\n')).toEqual([3]);
    expect(linesOf('/gre+n/', 'green\n/gre+n/\n')).toEqual([1]);
  });

  it('may ask for every match, or for one where the last ended: lines are told alike', () => {
    expect(linesOf('/GREEN/gi', 'green green\nx green\n')).toEqual([1, 2]);
    expect(linesOf('/green/y', 'x\nx green\n')).toEqual([2]);
  });

  it('is looked for in all of a file of which another probe needed the beginning alone', () => {
    const name = { syntax: 'python' as const, manifest: undefined, folder: '' };
    const text = "x = 1\ny = 2\n# green\nz = 'green'\n";
    const file = new SourceFile(Buffer.from(text), name, 'a', new VersionMemory());
    file.pythonTo(0);
    expect(textMatcher(probe('green')).match(file).hits).toEqual([{ line: 4, in: 'strings' }]);
  });

  it('stands in no comment that begins with it', () => {
    expect(linesOf('# green', 'a: 1 # green\n# green\nb: "# green"\n', 'hash')).toEqual([3]);
  });

  it('that is no regular expression reads nothing, and says why', () => {
    expect(() => textMatcher(probe('/(/'))).toThrow(/Unterminated group/);
    expect(() => textMatcher(probe('/a/q'))).toThrow(/flags/);
    expect(() => textMatcher(probe('/a/q'))).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'pattern' }) as unknown }),
    );
  });

  it.each([
    ['green', ['green']],
    ['green\ngreen', undefined],
    ['green\rgreen', undefined],
    ['/^green/', ['green']],
    ['/green|red/', ['green', 'red']],
    ['/green/i', undefined],
    ['/\\w/', undefined],
  ])('%j stands in lines of Python that hold one of %j', (pattern, lines) => {
    expect(textMatcher(probe(pattern)).lines).toEqual(lines);
  });

  it('that takes too long on a line is named with the limit', () => {
    expect(found('/(?:a+)+b$/', `${'a'.repeat(60)}c b d\n`)).toEqual({
      lines: [],
      fault: { code: 'pattern', message: '/(?:a+)+b$/ took more than 1 s; simplify the pattern' },
    });
  });
});
