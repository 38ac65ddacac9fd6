/** A survivor of a mutation run that does not matter, and why. */
export interface HarmlessMutant {
  file: string;
  /** The line of the file as it stands, without the space around it. */
  line: string;
  /** The text that replaces a part of the line; left out: every change of the line. */
  replacement?: string;
  /** Why no reader and no caller could tell the difference. */
  reason: string;
}

/**
 * Survivors that do not matter. An entry whose line is gone, or whose mutants are all killed, is
 * reported as out of date, so the list stays true.
 */
export const harmlessMutants: readonly HarmlessMutant[] = [
  {
    file: 'src/adoption/probe/call.ts',
    line: 'if (facts === undefined) return { hits: [] };',
    reason: 'a file that languageFault lets through has facts: the check is for the type alone',
  },
  {
    file: 'src/adoption/probe/call.ts',
    line: "const [first = '', ...rest] = name;",
    replacement: '"Stryker was here!"',
    reason: 'a name has at least one part: the default is for the type alone',
  },
  {
    file: 'src/adoption/probe/call.ts',
    line: "const last = name.at(-1) ?? '';",
    replacement: '"Stryker was here!"',
    reason: 'a name has at least one part: the default is for the type alone',
  },
  {
    file: 'src/adoption/probe/call.ts',
    line: "return last === '*' ? (asked[0] ?? '(') : last;",
    reason: 'the word only spares parsing lines that can hold no such call',
  },
  {
    file: 'src/adoption/probe/call.ts',
    line: 'bound.filter(({ name, means }) => words.some((word) => means.endsWith(word) && name !== word)),',
    reason: 'more words only make more lines be parsed; which calls match is decided after',
  },
  {
    file: 'src/adoption/probe/file-scope.ts',
    line: 'if (answer === undefined) {',
    replacement: 'true',
    reason: 'asking again gives the same answer, later',
  },
  {
    file: 'src/adoption/probe/file-scope.ts',
    line: 'known.set(path, answer);',
    reason: 'asking again gives the same answer, later',
  },
  {
    file: 'src/adoption/probe/file-scope.ts',
    line: 'const excluded = globs(probe.exclude ?? []);',
    replacement: '["Stryker was here"]',
    reason: 'no repository has a file of that name',
  },
  {
    file: 'src/adoption/probe/import.ts',
    line: "language === 'python' ? importsWith(file.python, ends) : (file.javascript?.imports ?? []);",
    reason: 'a file that languageFault lets through has facts: the check is for the type alone',
  },
  {
    file: 'src/adoption/probe/import.ts',
    line: "const names = language === 'python' ? fact.modules : importedPaths(fact, file.folder);",
    reason: "a Python module's name is no path: importedPaths gives it as it is",
  },
  {
    file: 'src/adoption/probe/text.ts',
    line: "const [, source = '', flags = ''] = parts;",
    replacement: '"Stryker was here!"',
    reason: 'both groups took part in the match: the defaults are for the type alone',
  },
  {
    file: 'src/status/circle.ts',
    line: 'const open: Node[] = [];',
    replacement: '["Stryker was here"]',
    reason: 'what lies below the first node is never taken from the stack',
  },
  {
    file: 'src/status/derive.ts',
    line: 'const untilThen = affected.map((verdict, i) => (i <= last ? verdict : true));',
    replacement: 'false',
    reason: 'only moments at which the verdict is undefined are looked at',
  },
  {
    file: 'src/status/drift.ts',
    line: "direction: difference > 0 ? 'ahead' : 'behind',",
    replacement: 'difference >= 0',
    reason: 'where there is no difference there is no drift: it has returned before',
  },
  {
    file: 'src/status/landing-time.ts',
    line: 'const before: (number | undefined)[] = [];',
    replacement: '["Stryker was here"]',
    reason: 'every place is written before it is read',
  },
  {
    file: 'src/status/landing-time.ts',
    line: 'before[i] = low === 0 ? undefined : ends[low - 1];',
    replacement: 'false',
    reason: 'there is nothing at index -1 either',
  },
  {
    file: 'src/status/landing-time.ts',
    line: "let last = dates[Math.min(...believed)] ?? '';",
    replacement: '"Stryker was here!"',
    reason: 'nothing is believed only where there are no dates at all',
  },
  {
    file: 'src/status/load-reports.ts',
    line: '...(on === undefined ? {} : { on }),',
    replacement: 'false',
    reason: 'a day that is undefined means the same as none',
  },
];
