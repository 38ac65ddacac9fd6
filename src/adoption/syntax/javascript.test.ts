import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammars } from './grammar.ts';
import { javascriptFacts } from './javascript.ts';

describe('imports of JavaScript', () => {
  beforeAll(loadGrammars);
  it.each([
    ["import a from 'm';", 1],
    ["export { a } from 'm';", 1],
    ["const a = require('m');", 1],
    ["await import('m');", 1],
    ["import defer * as a from 'm';", 1],
    ["import source a from 'm';", 1],
    ["import defer from 'm';", 1],
    ["createRequire(import.meta.url)('m');", 1],
    ["const load = createRequire(import.meta.url);\nload('m');", 2],
    ["const load = module.createRequire(x);\nload('m');", 2],
    ["jest.mock('m', () => ({}));", 1],
    ["vi.mock('m');", 1],
    ["await vi.importActual('m');", 1],
  ])('%s', (text, line) => {
    const { imports } = javascriptFacts('javascript', text);
    expect(imports.map((fact) => [fact.modules, fact.line])).toEqual([[['m'], line]]);
  });

  it.each([
    "load('m');",
    "jest.fn('m');",
    "x.mock('m');",
    "// import 'm'",
    '"import defer a from \'m\'"',
  ])('are none in %s', (text) => {
    expect(javascriptFacts('javascript', text).imports).toEqual([]);
  });
});
