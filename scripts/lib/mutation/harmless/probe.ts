import type { HarmlessByFile } from './mutant.ts';

export const harmlessInProbe: HarmlessByFile = {
  'src/adoption/probe/call.ts': [
    {
      line: 'if (facts === undefined) return { hits: [] };',
      reason: 'a file that languageFault lets through has facts: the check is for the type alone',
    },
    {
      line: "const [first = '', ...rest] = name;",
      replacement: '"Stryker was here!"',
      reason: 'a name has at least one part: the default is for the type alone',
    },
    {
      line: "const last = name.at(-1) ?? '';",
      replacement: '"Stryker was here!"',
      reason: 'a name has at least one part: the default is for the type alone',
    },
    {
      line: "return last === '*' ? (asked[0] ?? '(') : last;",
      reason: 'the word only spares parsing lines that can hold no such call',
    },
    {
      line: 'bound.filter(({ name, means }) => words.some((word) => means.endsWith(word) && name !== word)),',
      reason: 'more words only make more lines be parsed; which calls match is decided after',
    },
  ],
  'src/adoption/probe/file-scope.ts': [
    {
      line: 'if (answer === undefined) {',
      replacement: 'true',
      reason: 'asking again gives the same answer, later',
    },
    { line: 'known.set(path, answer);', reason: 'asking again gives the same answer, later' },
    {
      line: 'const excluded = globs(probe.exclude ?? []);',
      replacement: '["Stryker was here"]',
      reason: 'no repository has a file of that name',
    },
  ],
};
