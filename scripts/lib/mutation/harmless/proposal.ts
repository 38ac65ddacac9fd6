import type { HarmlessByFile } from './mutant.ts';

export const harmlessInProposal: HarmlessByFile = {
  'src/proposal/concern-standing.ts': [
    {
      line: "if (answer.says === 'satisfied') return undefined;",
      replacement: 'false',
      reason:
        'who is satisfied has no day until which an answer is awaited: nothing is before or after it',
    },
    {
      line: "if (answer.says === 'satisfied') return undefined;",
      replacement: '""',
      reason:
        'who is satisfied has no day until which an answer is awaited: nothing is before or after it',
    },
  ],
  'src/proposal/front-matter-editor.ts': [
    {
      line: "const root = parseDocument(yaml, { logLevel: 'error' }).contents;",
      reason: 'whether the parser also writes to the terminal',
    },
  ],
  'src/proposal/sign-off-clock.ts': [
    {
      line: 'const isRunning = last?.position === undefined;',
      replacement: 'last.position',
      reason: 'a sign-off has one round at least: the check is for the type alone',
    },
    {
      line: 'asked: rounds[0]?.asked ?? today,',
      replacement: 'rounds[0].asked',
      reason: 'a sign-off has one round at least: the check is for the type alone',
    },
    {
      line: "settled: last?.position === 'needs work' ? undefined : last?.date,",
      replacement: 'last.position',
      reason: 'a sign-off has one round at least: the check is for the type alone',
    },
    {
      line: "settled: last?.position === 'needs work' ? undefined : last?.date,",
      replacement: 'last.date',
      reason: 'a sign-off has one round at least: the check is for the type alone',
    },
    {
      line: 'position: last?.position,',
      replacement: 'last.position',
      reason: 'a sign-off has one round at least: the check is for the type alone',
    },
  ],
  'src/proposal/sign-off-facts.ts': [
    {
      line: 'const asked = signOffs.find((one) => one.team === team)?.rounds[0]?.asked;',
      replacement: 'signOffs.find(one => one.team === team)?.rounds[0].asked',
      reason: 'a sign-off has one round at least: the check is for the type alone',
    },
    {
      line: 'asked !== undefined &&',
      replacement: 'true',
      reason: 'no day is before or after what is not there',
    },
    {
      line: 'const commit = rounds.at(-1)?.commit;',
      replacement: 'rounds.at(-1).commit',
      reason: 'it has returned where there is no round: the check is for the type alone',
    },
  ],
  'src/proposal/check-references.ts': [
    {
      line: 'for (const [i, name] of (names ?? []).entries()) {',
      replacement: '["Stryker was here"]',
      reason: 'the value is there: the check is for the type alone',
    },
    {
      line: 'for (const stage of stages) walk(stage.id, []);',
      replacement: '["Stryker was here"]',
      reason: 'no stage is called that',
    },
    {
      line: 'const kind = probes?.probes[probe]?.kind;',
      replacement: 'probes.probes',
      reason: 'the value is there: the check is for the type alone',
    },
  ],
  'src/proposal/check-structure.ts': [
    {
      line: 'if (updated !== undefined && created !== undefined && updated < created) {',
      reason: 'nothing is before or after what is not there',
    },
  ],
  'src/proposal/criteria.ts': [
    {
      line: 'z.strictObject({',
      reason:
        'it runs once, while the file loads, before a change is switched on: criteria.test.ts holds each form',
    },
    {
      line: 'in: z.array(placeSchema).min(1).optional(),',
      reason:
        'it runs once, while the file loads, before a change is switched on: criteria.test.ts holds each form',
    },
    {
      line: 'atLeast: z.int().min(1).optional(),',
      reason:
        'it runs once, while the file loads, before a change is switched on: criteria.test.ts holds each form',
    },
    {
      line: 'z.strictObject({ all: z.array(predicateSchema).min(1) }),',
      reason:
        'it runs once, while the file loads, before a change is switched on: criteria.test.ts holds each form',
    },
    {
      line: 'z.strictObject({ dependencies: slugSchema }),',
      reason:
        'it runs once, while the file loads, before a change is switched on: criteria.test.ts holds each form',
    },
    {
      line: '{ error: `expected ${forms}` },',
      reason:
        'it runs once, while the file loads, before a change is switched on: criteria.test.ts holds each form',
    },
  ],
  'src/proposal/draft.ts': [
    {
      line: "let text = '';",
      replacement: '"Stryker was here!"',
      reason: 'a draft without a text is faulty: it has no page',
    },
    {
      line: "let tree: Root = { type: 'root', children: [] };",
      replacement: '""',
      reason: 'a draft without a text is faulty: it has no page',
    },
    {
      line: 'if (!(error instanceof UnreadableFile)) throw error;',
      replacement: 'false',
      reason: 'a file that cannot be read ends in no other way',
    },
    {
      line: "const { line = 1, message = '', hint = '' } = found ?? {};",
      reason: 'something was found: the defaults are for the type alone',
    },
  ],
  'src/proposal/field.ts': [
    {
      line: "context.issues.push({ code: 'custom', message, input: context.value });",
      replacement: '""',
      reason: 'zod gives whatever it does not know as its own code, which nobody reads',
    },
  ],
  'src/proposal/glob.ts': [
    {
      line: "context.issues.push({ code: 'custom', message, input: context.value });",
      replacement: '""',
      reason: 'zod gives whatever it does not know as its own code, which nobody reads',
    },
  ],
  'src/proposal/load-proposals.ts': [
    { line: 'const folders = entries', reason: 'the list of a folder mostly comes in order' },
  ],
  'src/proposal/markdown.ts': [
    {
      line: 'return { yaml: first.value, lineOffset: first.position?.start.line ?? 1 };',
      reason: 'front matter begins at the first line of a parsed text',
    },
    {
      line: "return text.slice(first.position?.end.offset ?? 0).replace(/^\\n/, '');",
      replacement: 'first.position.end',
      reason: 'every node of a parsed text has its place',
    },
    {
      line: 'const line = node.position?.start.line ?? 1;',
      replacement: 'node.position.start',
      reason: 'every node of a parsed text has its place',
    },
    {
      line: "const start = /^[\\s>]*(?:(?:[-+*]|\\d{1,9}[.)])[\\s>]+)*/.exec(line)?.[0] ?? '';",
      replacement: '"Stryker was here!"',
      reason: 'the pattern matches an empty text, too: the default is for the type alone',
    },
    {
      line: "const start = /^[\\s>]*(?:(?:[-+*]|\\d{1,9}[.)])[\\s>]+)*/.exec(line)?.[0] ?? '';",
      replacement: '/^[\\s>]*(?:(?:[-+*]|\\d{1,9}[.)])[\\s>]+)*/.exec(line)[0]',
      reason: 'the pattern matches an empty text, too: the check is for the type alone',
    },
    {
      line: 'return Math.max(marks, Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 4));',
      replacement: '/^ */.exec(line)[0]',
      reason: 'the pattern matches an empty text, too: the check is for the type alone',
    },
    {
      line: 'return Math.max(marks, Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 4));',
      replacement: '/ */',
      reason: 'the first match of what may be empty is at the beginning',
    },
  ],
  'src/proposal/pattern-text.ts': [
    {
      line: "code: 'custom',",
      reason: 'zod gives whatever it does not know as its own code, which nobody reads',
    },
    {
      line: "const [, source, flags = ''] = /^\\/(.+)\\/([a-z]*)$/s.exec(text) ?? [];",
      replacement: '["Stryker was here"]',
      reason: 'the first place of the list is not looked at',
    },
  ],
  'src/proposal/read-text.ts': [
    {
      line: "error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : '';",
      replacement: '"Stryker was here!"',
      reason: 'what is thrown is an error: the check is for the type alone',
    },
    {
      line: 'for (let i = 0; i < end; i++) if (bytes[i] === 10) lines++;',
      replacement: 'i <= end',
      reason: 'the byte at the end is none that ends a line',
    },
  ],
  'src/proposal/sections.ts': [
    {
      line: 'end: tree.position?.end.line ?? 1,',
      reason: 'every node of a parsed text has its place',
    },
    {
      line: "if (node.type !== 'heading' || node.position === undefined) continue;",
      replacement: 'false',
      reason: 'every node of a parsed text has its place',
    },
  ],
  'src/proposal/selection.ts': [
    {
      line: 'if (project === undefined || selection.except?.includes(id)) return false;',
      replacement: 'false',
      reason: 'the value is there: the check is for the type alone',
    },
  ],
  'src/proposal/validate.ts': [
    {
      line: 'if (problems.length < mostFaults) problems.push(...fromIssue(schema, source, issue));',
      reason: 'what is more is cut off below',
    },
    {
      line: "if (typeof here !== 'object' || here === null) return undefined;",
      reason: 'no schema finds a fault within what has no parts',
    },
    {
      line: 'else if (here instanceof z.ZodRecord) next = here.def.valueType;',
      replacement: 'true',
      reason: 'nothing else has parts that have parts',
    },
    {
      line: 'if (next === undefined) return undefined;',
      replacement: 'false',
      reason: 'no schema finds a fault in a part that it has not',
    },
    {
      line: 'if (schema instanceof z.ZodUnion) {',
      replacement: 'true',
      reason: 'nothing else has keys',
    },
    {
      line: 'return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];',
      replacement: '["Stryker was here"]',
      reason: 'no key is like that',
    },
    { line: 'return [];', reason: 'nothing else has keys' },
    {
      line: 'if (!(union instanceof z.ZodDiscriminatedUnion)) return [];',
      reason: 'whose options are asked has options: the check is for the type alone',
    },
    {
      line: 'return literal instanceof z.ZodLiteral ? literal.def.values.map(String) : [];',
      reason: 'a tag is a literal: the check is for the type alone',
    },
    { line: ".replace(/^Invalid input: /, '')", reason: 'zod writes it at the beginning alone' },
    {
      line: ".replace(/^(Too (?:big|small)): /, '$1, ')",
      reason: 'zod writes it at the beginning alone',
    },
    { line: ".replace(/, received .*$/, '')", reason: 'the dot goes to the end by itself' },
  ],
  'src/proposal/yaml-nesting.ts': [
    {
      line: 'const indented = /^(?: |- |\\? )*/.exec(line)?.[0].length ?? 0;',
      replacement: '/^(?: |- |\\? )*/.exec(line)[0]',
      reason: 'the pattern matches an empty text, too: the check is for the type alone',
    },
    {
      line: 'const kept: string[] = [];',
      replacement: '["Stryker was here"]',
      reason: 'of the text only brackets are counted',
    },
    {
      line: 'if (endless.has(mark)) continue;',
      replacement: 'false',
      reason: 'a quote that does not end is looked for again, as often as it stands there: later',
    },
    {
      line: '} else endless.add(mark);',
      reason: 'a quote that does not end is looked for again, as often as it stands there: later',
    },
    {
      line: "return [...kept, line.slice(from)].join('');",
      replacement: '"Stryker was here!"',
      reason: 'of the text only brackets are counted',
    },
  ],
  'src/proposal/yaml-document.ts': [
    {
      line: "logLevel: 'error',",
      replacement: '""',
      reason: 'whether the parser also writes to the terminal',
    },
    {
      line: 'this.value = this.document.toJS({ maxAliasCount: mostAliases });',
      replacement: '{}',
      reason: 'a hundred is the parser’s own default',
    },
    {
      line: 'if (target === undefined || !path.includes(target)) return undefined;',
      replacement: 'false',
      reason: 'an alias of nothing has been a fault of the YAML before',
    },
    {
      line: 'const place = this.start(this.document.contents) ?? { line: 1, column: 1 };',
      reason: 'every node of a parsed text has its place',
    },
  ],
  'src/proposal/yaml-source.ts': [
    {
      line: '(item) => isPair(item) && isNode(item.key) && String(item.key) === key,',
      reason: 'a map of a parsed text has pairs of nodes alone: the checks are for the type',
    },
  ],
};
