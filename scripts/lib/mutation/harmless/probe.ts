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
  'src/adoption/probe/import.ts': [
    {
      line: "language === 'python' ? importsWith(file.python, ends) : (file.javascript?.imports ?? []);",
      reason: 'a file that languageFault lets through has facts: the check is for the type alone',
    },
    {
      line: "const names = language === 'python' ? fact.modules : importedPaths(fact, file.folder);",
      reason: "a Python module's name is no path: importedPaths gives it as it is",
    },
  ],
  'src/adoption/probe/text.ts': [
    {
      line: "const [, source = '', flags = ''] = parts;",
      replacement: '"Stryker was here!"',
      reason: 'both groups took part in the match: the defaults are for the type alone',
    },
  ],
};
