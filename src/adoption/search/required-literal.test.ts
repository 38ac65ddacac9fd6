import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredLiterals } from './required-literal.ts';

describe('what a regular expression requires', () => {
  it.each([
    [/green/, ['green']],
    [/^\s*(?:import|from)\s+green\b/, ['green']],
    [/^\s*(?:import|export)\s+x\b/, ['import', 'export']],
    [/\bOS_\w+_DISABLE_PATCHING/, ['_DISABLE_PATCHING']],
    [/(?:ab)?green(?:cd)*/, ['green']],
    [/(?:green){2}x/, ['green']],
    [/gr(?:ee|aa)n/, ['gr']],
    [/green|/, undefined],
    [/\w+/, undefined],
    [/[g]reen/, ['reen']],
    [/(?!green)x?y/, undefined],
    [/é+abc/, ['abc']],
    [/ab|longer/, ['ab', 'longer']],
    [/ab(?:longer|cd)xyz/, ['xyz']],
    [/ab(?:longer|cdef)xyz/, ['longer', 'cdef']],
    [/a|longer/, undefined],
    [/a/, undefined],
    [/(green)/, ['green']],
    [/(?:green)?/, undefined],
    [/(?:green)*x/, undefined],
    [/(?:green)+/, ['green']],
    [/(?:green){0,2}/, undefined],
    [/a{3}bc/, ['bc']],
    [/(?:ab|c)x/, undefined],
    [/green/v, undefined],
    [/green/u, undefined],
    [/green\u00e9blue/, ['green']],
    [/abc.defg/, ['defg']],
    [/abcd.efg/, ['abcd']],
    [/abc.def/, ['abc']],
    [/\u007fa/, ['\u007fa']],
  ])('%s: %j', (expression, wanted) => {
    expect(requiredLiterals(expression)).toEqual(wanted);
  });

  it('is in every text that matches', () => {
    const expressions = [
      /^\s*(?:import|from)\s+green$/,
      /_?(?:try_import|import_module)\(\s*['"]green/,
      /(?:ab|cd(?:ef|gh)+)x?(?:yz){1,3}/,
      /gr(?:ee|aa)n|blue\d{2,}|(?:red|rot)+/,
    ];
    for (const expression of expressions) {
      const required = requiredLiterals(expression) ?? [];
      expect(required.length).toBeGreaterThan(0);
      fc.assert(
        fc.property(fc.stringMatching(expression), (text) => {
          expect(required.some((one) => text.includes(one))).toBe(true);
        }),
      );
    }
  });
});
