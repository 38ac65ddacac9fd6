import type { Pattern, PatternLanguage } from '../../proposal/syntax-probe.ts';
import { parsed, type SyntaxNode } from './grammars.ts';
import { sampleOf } from './pattern-words.ts';

/** Code around a piece of code: where it stands as a statement, as a value, as a member, at the top. */
type Around = readonly [before: string, after: string];

const script: readonly Around[] = [
  ['function f() { ', ' }'],
  ['x = ', ';'],
  ['class A { ', ' }'],
];
const c: readonly Around[] = [
  ['void f() { ', '; }'],
  ['int x = ', ';'],
  ['', '\n'],
];

/** In the order in which a reader would take a piece of code; the last ones are for declarations. */
const places: Record<PatternLanguage, readonly Around[]> = {
  python: [
    ['', '\n'],
    ['x = ', '\n'],
  ],
  javascript: script,
  typescript: script,
  tsx: script,
  go: [
    ['package p\nfunc f() { ', ' }'],
    ['package p\nvar x = ', '\n'],
    ['package p\n', '\n'],
  ],
  java: [
    ['class A { void f() { ', '; } }'],
    ['class A { Object x = ', '; }'],
    ['class A { ', ' }'],
    ['', '\n'],
  ],
  kotlin: [
    ['fun f() { ', ' }'],
    ['val x = ', '\n'],
    ['', '\n'],
  ],
  rust: [
    ['fn f() { ', '; }'],
    ['fn f() { let x = ', '; }'],
    ['', '\n'],
  ],
  c,
  cpp: c,
  csharp: [
    ['class A { void F() { ', '; } }'],
    ['class A { object X = ', '; }'],
    ['class A { ', ' }'],
    ['', '\n'],
  ],
};

/** What is wrong with a pattern, and what to write instead. */
export interface PatternFault {
  why: string;
  hint: string;
}

const perContext =
  'write it whole: { context: code in which it stands, selector: its kind in the grammar }';

/**
 * What keeps a pattern from finding the code that it shows: it is no code of the language, or alone it is
 * read as something else than in a function or as a value, as `a.b($X)` is in Go.
 */
export function patternFault(
  pattern: Pattern,
  language: PatternLanguage,
): PatternFault | undefined {
  const whole = typeof pattern === 'string' ? pattern : pattern.context;
  const refused = compileFault(pattern, language);
  if (refused !== undefined) return { why: refused, hint: perContext };
  const code = sampleOf(whole);
  if (typeof pattern !== 'string') {
    const root = parsed(language, code);
    if (!isCode(root)) {
      return {
        why: `the context is no code of ${language}`,
        hint: 'write a whole statement or declaration',
      };
    }
    return finds(root, pattern) ? undefined : findsNothing;
  }
  const standing = places[language].flatMap(([before, after]) => {
    const root = parsed(language, before + code + after);
    const meant = isCode(root) ? nodeAt(root, before.length, code) : undefined;
    return meant === undefined ? [] : [{ root, meant, before, after }];
  });
  const [first] = standing;
  if (first === undefined) {
    return { why: `it is no whole piece of ${language}`, hint: perContext };
  }
  if (standing.some(({ root, before }) => finds(root, pattern, before.length))) return undefined;
  const selector = String(first.meant.kind());
  const context = `${first.before}${whole}${first.after}`.replace('package p\n', '').trim();
  if (!finds(first.root, { context, selector })) return findsNothing;
  return {
    why: `alone it is read as something else than in code, where it is a \`${selector}\``,
    hint: `write { context: ${JSON.stringify(context)}, selector: ${selector} }`,
  };
}

const findsNothing: PatternFault = {
  why: 'it does not find the code that it shows',
  hint: 'ask for less: a `$$$` that another variable follows is one cause',
};

function compileFault(pattern: Pattern, language: PatternLanguage): string | undefined {
  try {
    parsed(language, 'a').findAll({ rule: { pattern } });
    return undefined;
  } catch (error) {
    const lines = String(error)
      .split('\n')
      .map((line) => line.replace(/^[\s|>-]+/, ''));
    return lines.findLast((line) => line !== '') ?? 'it cannot be read';
  }
}

/** Could all of it be read, with nothing put in that is not there? */
function isCode(root: SyntaxNode): boolean {
  const isWhole = (node: SyntaxNode): boolean => {
    if (node.kind() === 'ERROR') return false;
    const children = node.children();
    if (children.length === 0) return node.text() !== '' || node.isNamed();
    return children.every(isWhole);
  };
  return isWhole(root);
}

/** The innermost node that is all of the code at a place. */
function nodeAt(root: SyntaxNode, start: number, code: string): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  const visit = (node: SyntaxNode): void => {
    if (node.isNamed() && node.range().start.index === start && node.text() === code) found = node;
    node.children().forEach(visit);
  };
  visit(root);
  return found;
}

/** @param start where the match must begin, if not anywhere */
function finds(root: SyntaxNode, pattern: Pattern, start?: number): boolean {
  return root
    .findAll({ rule: { pattern } })
    .some((node) => start === undefined || node.range().start.index === start);
}
