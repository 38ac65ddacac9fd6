import type { importProbeSchema, Language } from '../../proposal/probe.ts';
import type { z } from 'zod';
import type { ImportFact } from '../syntax/fact.ts';
import { absoluteModules, importedPaths } from '../syntax/module-name.ts';
import { literal, needsAll } from '../search/literal.ts';
import { languageFault } from './language.ts';
import { isBelow, type Hit, type Matcher, type Separator } from './matcher.ts';
import type { SourceFile } from '../file/source-file.ts';
import { lastImported } from '../syntax/import-reach.ts';
import { importsWith } from '../syntax/python-facts.ts';

/**
 * One hit per import statement, however many of the modules it names. A relative import is never the
 * module itself, but may be its wrapper; in JavaScript, a module of the repository is asked for by
 * its path, `./src/callbacks`. In Go, Java, Kotlin and Rust the name is the whole of what is imported, in C
 * the path that is included. Of several imports in one statement of Go each counts.
 */
export function importMatcher(
  probe: z.infer<typeof importProbeSchema>,
  wrappers: readonly string[],
): Matcher {
  const { language, modules } = probe;
  const separator = separators[language];
  const isScript = language === 'javascript' || language === 'typescript';
  const parts = (module: string) => module.split(separator).filter((part) => part !== '');
  const last = (module: string) => parts(module).at(-1) ?? module;
  const ends = [...modules, ...wrappers].map(last);
  const isOneOf = (names: readonly string[], wanted: readonly string[]) =>
    wanted.find((module) => names.some((name) => isBelow(name, module, separator)));

  // A module is imported by its whole name; a wrapper may be by its end alone.
  const firsts = [...new Set(modules.map((one) => parts(one)[0] ?? one))].map(literal);
  const pythonImports = (file: SourceFile): ImportFact[] => {
    const lasts = firsts.map((first) => lastImported(file.bytes, first));
    const reach = wrappers.length > 0 ? Infinity : Math.max(...lasts);
    return reach < 0 ? [] : importsWith(file.pythonTo(reach), ends);
  };

  return {
    needs: [
      // What is imported relatively may stand there with its last part alone.
      ...modules.map((one) => needsAll(isScript ? [last(one)] : parts(one))),
      ...wrappers.map((one) => needsAll([last(one)])),
    ],
    lines:
      language === 'python'
        ? [...modules.map((one) => longestOf(parts(one))), ...wrappers.map(last)]
        : undefined,
    match(file) {
      const fault = languageFault(file, language);
      if (fault !== undefined) return { hits: [], fault };
      const imports =
        language === 'python'
          ? pythonImports(file)
          : (file.javascript?.imports ?? file.tabledImports);
      const hits = imports.flatMap((fact): Hit[] => {
        const { line } = fact;
        const names = isScript ? importedPaths(fact, file.folder) : fact.modules;
        if (fact.level === 0 && isOneOf(names, modules) !== undefined)
          return [{ line, in: 'code' }];
        const full = fact.level === 0 ? names : absoluteModules(fact, file.folder);
        const via = isOneOf(full, wrappers);
        return via === undefined ? [] : [{ line, in: 'code', via }];
      });
      return { hits };
    },
  };
}

function longestOf(names: readonly string[]): string {
  return names.reduce((long, one) => (one.length > long.length ? one : long), '');
}

const separators: Record<Language, Separator> = {
  python: '.',
  javascript: '/',
  typescript: '/',
  go: '/',
  java: '.',
  kotlin: '.',
  rust: '::',
  c: '/',
};
