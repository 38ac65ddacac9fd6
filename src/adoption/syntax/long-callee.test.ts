import { beforeAll, expect, it } from 'vitest';
import { longestCallee } from './fact.ts';
import { loadGrammars } from './grammar.ts';
import { javascriptFacts } from './javascript.ts';
import { callsWith } from './python-facts.ts';
import { lexPython } from './python-lexer.ts';

beforeAll(loadGrammars);

const callsIn = {
  Python: (text: string) => callsWith(lexPython(text), ['last']),
  JavaScript: (text: string) => javascriptFacts('javascript', text).calls,
};

it.each(Object.entries(callsIn))('a short chain of calls is told whole: %s', (_language, calls) => {
  const callees = calls('(a.b()[0].c).last(1)\n').map(({ callee }) => callee.join(' '));
  expect(callees.toSorted()).toEqual(['a b', 'a b () [] c last']);
});

// Each of its calls has all before it in its name: that took minutes and gigabytes.
it.each(Object.entries(callsIn))(
  'of a long one each call has its last names: %s',
  (_language, calls) => {
    const found = calls(`a${'.b()'.repeat(20_000)}.last(1)\n`);
    expect(found).toHaveLength(20_001);
    const longest = found.find(({ callee }) => callee.at(-1) === 'last')?.callee ?? [];
    expect(longest[0]).toBe('?');
    expect(longest.slice(-3)).toEqual(['b', '()', 'last']);
    expect(found.every(({ callee }) => callee.length <= longestCallee + 1)).toBe(true);
  },
);
