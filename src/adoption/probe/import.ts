import type { importProbeSchema } from '../../proposal/probe.ts';
import type { z } from 'zod';
import type { ImportFact } from '../syntax/fact.ts';
import { absoluteModules, importedPaths } from '../syntax/module-name.ts';
import { needsAll } from './literal.ts';
import { isBelow, type Hit, type Matcher } from './matcher.ts';
import { importsWith } from './python-facts.ts';

/** One hit per import statement, however many of the modules it names; comments in it are none. */
export function importMatcher(
  probe: z.infer<typeof importProbeSchema>,
  wrappers: readonly string[],
): Matcher {
  const separator = probe.language === 'python' ? '.' : '/';
  const parts = (module: string) => module.split(separator).filter((part) => part !== '');
  const all = [...probe.modules, ...wrappers];
  const ends = all.map((module) => parts(module).at(-1) ?? module);

  const judge = (names: readonly string[], line: number): Hit[] => {
    if (probe.modules.some((module) => names.some((name) => isBelow(name, module, separator)))) {
      return [{ line, in: 'code' }];
    }
    const via = wrappers.find((module) => names.some((name) => isBelow(name, module, separator)));
    return via === undefined ? [] : [{ line, in: 'code', via }];
  };
  return {
    // What is imported relatively may stand there with its last part alone.
    needs: [
      ...probe.modules.map((module) =>
        needsAll(probe.language === 'python' ? parts(module) : parts(module).slice(-1)),
      ),
      ...wrappers.map((module) => needsAll(parts(module).slice(-1))),
    ],
    match(file) {
      if (probe.language === 'python') {
        if (file.syntax !== 'python') return [];
        const imports = importsWith(file.python, ends);
        return imports.flatMap((fact) => judge(absolute(fact, file.folder), fact.line));
      }
      const imports = file.javascript?.imports ?? [];
      return imports.flatMap((fact) => judge(importedPaths(fact, file.folder), fact.line));
    },
  };
}

function absolute(fact: ImportFact, folder: string): string[] {
  return fact.level === 0 ? fact.modules : absoluteModules(fact, folder);
}
