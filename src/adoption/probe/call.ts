import type { z } from 'zod';
import type { callProbeSchema } from '../../proposal/probe.ts';
import type { CallFact, SourceFacts, Value } from '../syntax/fact.ts';
import { needsAll } from '../search/literal.ts';
import { languageFault, markupFault } from './language.ts';
import { endsWith, type Matcher } from './matcher.ts';
import { callsWith, importsWith } from '../syntax/python-facts.ts';
import type { SourceFile } from '../file/source-file.ts';

/** One hit per call. A name that the file imported under another name is known under both. */
export function callMatcher(probe: z.infer<typeof callProbeSchema>): Matcher {
  const functions = probe.functions.map((name) => name.split('.'));
  const keywords = Object.entries(probe.keywords ?? {});
  const asked = [
    ...(probe.argument === undefined ? [] : probe.argument.split('.')),
    ...keywords.flatMap(([key, value]) => [key, ...value.split('.')]),
  ];
  /** What a line must hold to be looked at: the function's own name, else what it is called with. */
  const words = functions.map((name) => wordOf(name, asked));
  const names = [...functions.flat(), ...asked];

  const matches = (call: CallFact, aliases: Aliases): boolean => {
    const names = [call.callee, resolve(call.callee, aliases)];
    const called = functions.some(
      (wanted) =>
        (wanted.length === 1 && wanted[0] === '*') || names.some((name) => endsWith(name, wanted)),
    );
    if (!called) return false;
    const { argument } = probe;
    if (argument !== undefined && !call.positional.some((value) => is(value, argument, aliases))) {
      return false;
    }
    return keywords.every(
      ([key, wanted]) =>
        Object.hasOwn(call.keywords, key) && is(call.keywords[key], wanted, aliases),
    );
  };
  return {
    needs: functions.map((name) => needsAll([...name.filter((part) => part !== '*'), ...asked])),
    lines: probe.language === 'python' ? [...words, ...names] : undefined,
    match(file) {
      const fault = languageFault(file, probe.language);
      if (fault !== undefined) return { hits: [], fault };
      const facts = factsOf(file, words, names);
      if (facts === undefined) return { hits: [] };
      if (facts === 'needs whole') return { hits: [], needsWhole: true };
      const aliases = aliasesOf(facts);
      const hits = facts.calls
        .filter((call) => matches(call, aliases))
        .map(({ line }) => ({ line, in: 'code' as const }));
      const outside = words.map((word) => markupFault(file, [word]));
      return { hits, fault: outside.find((one) => one !== undefined) };
    },
  };
}

/** Names of a file, with what they stand for by its imports. */
type Aliases = ReadonlyMap<string, readonly string[]>;

function aliasesOf(facts: SourceFacts): Aliases {
  return new Map(
    facts.imports.flatMap(({ bound }) =>
      bound.map(({ name, means }) => [name, means.replace(/^node:/, '').split('.')] as const),
    ),
  );
}

function resolve(name: readonly string[], aliases: Aliases): readonly string[] {
  const [first = '', ...rest] = name;
  const meant = aliases.get(first);
  return meant === undefined ? name : [...meant, ...rest];
}

function wordOf(name: readonly string[], asked: readonly string[]): string {
  const last = name.at(-1) ?? '';
  // Any callee with anything: what makes a call is its parenthesis.
  return last === '*' ? (asked[0] ?? '(') : last;
}

function factsOf(
  file: SourceFile,
  words: readonly string[],
  names: readonly string[],
): SourceFacts | 'needs whole' | undefined {
  if (file.syntax !== 'python') return file.javascript;
  const source = file.pythonTo(Infinity);
  const imports = importsWith(source, names);
  // `from a import b as c`: calls of `b` are then calls of `c`.
  const renamed = imports.flatMap(({ bound }) =>
    bound.filter(({ name, means }) => words.some((word) => means.endsWith(word) && name !== word)),
  );
  if (renamed.length > 0 && file.isExcerpt) return 'needs whole';
  const calls = callsWith(source, [...words, ...renamed.map(({ name }) => name)]);
  return { imports, calls };
}

/**
 * A string literal with that value, or that name. A dotted one may have more before it
 * (`backend.BackendType.THREADING`), a bare one not: `threading` is not `BackendType.threading`.
 */
function is(value: Value, wanted: string, aliases: Aliases): boolean {
  if (value === undefined) return false;
  if ('text' in value) return value.text === wanted;
  if (value.name === wanted) return true;
  const parts = wanted.split('.');
  const name = value.name.split('.');
  const resolved = resolve(name, aliases);
  if (parts.length === 1) return resolved.join('.') === wanted;
  return endsWith(name, parts) || endsWith(resolved, parts);
}
