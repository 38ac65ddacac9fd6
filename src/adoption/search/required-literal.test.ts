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
