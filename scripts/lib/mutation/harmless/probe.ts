import type { HarmlessByFile } from './mutant.ts';

export const harmlessInProbe: HarmlessByFile = {
  'src/adoption/probe/call.ts': [
    {
      line: "(wanted.length === 1 && wanted[0] === '*') || names.some((name) => endsWith(name, wanted)),",
      replacement: 'true',
      reason: 'a probe with a star and more to its name is refused where it is read',
    },
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
  ],
  'src/adoption/probe/config.ts': [
    {
      line: "const asked = [...steps.filter((step) => typeof step !== 'string'), value, item];",
      replacement: 'steps',
      reason: 'a text has no isExpression: the filter is for the type alone',
    },
    {
      line: "const asked = [...steps.filter((step) => typeof step !== 'string'), value, item];",
      replacement: 'true',
      reason: 'a text has no isExpression: the filter is for the type alone',
    },
    {
      line: "const asked = [...steps.filter((step) => typeof step !== 'string'), value, item];",
      replacement: '""',
      reason: 'a text has no isExpression: the filter is for the type alone',
    },
    {
      line: 'let hits: Hit[] = [];',
      reason: 'it is set before it is read, or never read',
    },
    {
      line: 'if (!mayTakeLong) look();',
      replacement: 'false',
      reason: 'without an expression the search ends far below the limit',
    },
    {
      line: 'if (list === undefined) return texts.length === 0 ? [] : [{ line, texts, beside }];',
      replacement: 'false',
      reason: 'a value without a text holds against nothing',
    },
    {
      line: '.split(/[\\s,]+/)',
      replacement: '/[\\s,]/',
      reason: 'the empty words between two signs are left out after',
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
    {
      line: 'const { include = [], scripts = false } = sources[probe.language] ?? {};',
      replacement: '["Stryker was here"]',
      reason:
        'a language that `sources` has not is one of `patternSources`: the default is not used',
    },
    {
      line: "const ecosystem = kind === 'dependency' ? probe.ecosystem : undefined;",
      replacement: 'true',
      reason: 'no other kind has an ecosystem: the question is for the type alone',
    },
    {
      line: "const hasFormat = kind === 'config' && probe.format !== undefined;",
      replacement: 'true',
      reason: 'no other kind has a format: the question is for the type alone',
    },
    {
      line: "const hasFormat = kind === 'config' && probe.format !== undefined;",
      replacement: 'probe.format === undefined',
      reason: 'the two are told apart all the same; what a key says is read by nobody',
    },
  ],
  'src/adoption/probe/import.ts': [
    {
      line: 'const reach = wrappers.length > 0 ? Infinity : Math.max(...lasts);',
      replacement: 'true',
      reason: 'the whole file is then lexed, which finds the same, later',
    },
    {
      line: 'const reach = wrappers.length > 0 ? Infinity : Math.max(...lasts);',
      replacement: 'wrappers.length >= 0',
      reason: 'the whole file is then lexed, which finds the same, later',
    },
    {
      line: 'return reach < 0 ? [] : importsWith(file.pythonTo(reach), ends);',
      replacement: 'false',
      reason: 'where nothing is imported nothing is found, later',
    },
    {
      line: 'return reach < 0 ? [] : importsWith(file.pythonTo(reach), ends);',
      replacement: 'reach <= 0',
      reason: 'no name that is imported stands at the first byte',
    },
    {
      line: "return names.reduce((long, one) => (one.length > long.length ? one : long), '');",
      replacement: 'one.length >= long.length',
      reason: 'of two that are as long either will do',
    },
  ],
  'src/adoption/probe/language.ts': [
    {
      line: "const isOutside = words.every((word) => count(text, word) > count(script?.text ?? '', word));",
      replacement: 'script.text',
      reason: 'markup has a script, be it empty: the question is for the type alone',
    },
    {
      line: "const isOutside = words.every((word) => count(text, word) > count(script?.text ?? '', word));",
      replacement: '"Stryker was here!"',
      reason: 'markup has a script, be it empty: the question is for the type alone',
    },
    {
      line: 'return text.split(word).length - 1;',
      replacement: 'text.split(word).length + 1',
      reason: 'two counts are compared, each then two larger',
    },
  ],
  'src/adoption/probe/may-name.ts': [
    {
      line: "const [, before = '', inside, behind = ''] = /^(.*?)\\{([^{}]*,[^{}]*)\\}(.*)$/s.exec(one) ?? [];",
      replacement: '"Stryker was here!"',
      reason:
        'what matches has all of its parts, and of what does not the third alone is asked for',
    },
    {
      line: "const [, before = '', inside, behind = ''] = /^(.*?)\\{([^{}]*,[^{}]*)\\}(.*)$/s.exec(one) ?? [];",
      replacement: '["Stryker was here"]',
      reason:
        'what matches has all of its parts, and of what does not the third alone is asked for',
    },
    {
      line: "const [, before = '', inside, behind = ''] = /^(.*?)\\{([^{}]*,[^{}]*)\\}(.*)$/s.exec(one) ?? [];",
      replacement: '/(.*?)\\{([^{}]*,[^{}]*)\\}(.*)$/s',
      reason: 'from its first character on, and to its last, it matches anyway',
    },
    {
      line: "const [, before = '', inside, behind = ''] = /^(.*?)\\{([^{}]*,[^{}]*)\\}(.*)$/s.exec(one) ?? [];",
      replacement: '/^(.*?)\\{([^{}]*,[^{}]*)\\}(.*)/s',
      reason: 'from its first character on, and to its last, it matches anyway',
    },
  ],
};
