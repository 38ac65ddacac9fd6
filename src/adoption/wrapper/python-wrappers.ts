import { folderOf } from '../../git/path.ts';
import { isBelow } from '../probe/matcher.ts';
import { importsWith } from '../syntax/python-facts.ts';
import { kind } from '../syntax/kind.ts';
import { absoluteModules, pythonModule } from '../syntax/module-name.ts';
import type { LexedPython } from '../syntax/lexed-python.ts';
import { lexPython } from '../syntax/python-lexer.ts';
import { anyName, lastPart, type ImportProbe, type WrapperLanguage } from './wrapper-language.ts';

/**
 * Every name of a Python module is open to others. What is made of the probed module hands it on as
 * well: `spawn = x.spawn`, `class P(x.Pool)`, `def get_x(): import x; return x`, and with
 * `from x import *` whatever the module has. An import of everything from the facade takes nothing by
 * name, and proves nothing.
 */
export const pythonWrappers: WrapperLanguage = {
  separator: '.',
  moduleOf: pythonModule,
  handedOn: (text, _path, probe) => handedOn(lexPython(text), probe),
  taking(text, path) {
    const upTo = lastImport(text);
    let imports: LexedPython | undefined;
    let whole: LexedPython | undefined;
    return (module) => {
      if (upTo < 0) return [];
      imports ??= lexPython(text, [], upTo);
      const { taken, owners } = importedFrom(imports, path, module);
      for (const owner of owners) {
        whole ??= lexPython(text, [imports]);
        addAttributes(whole, owner, taken);
      }
      return taken;
    };
  },
};

/** Names under which a module has the probed one, or a function that returns it. */
function handedOn(source: LexedPython, probe: ImportProbe): string[] {
  const ends = probe.modules.map((module) => module.split('.').at(-1) ?? module);
  const isProbed = (means: string) =>
    probe.modules.some((module) => isBelow(means, module, '.') || isBelow(module, means, '.'));
  const imports = importsWith(source, ends).filter(({ level }) => level === 0);
  const bound = imports
    .flatMap((fact) => fact.bound.filter(({ means }) => isProbed(means)))
    .map(({ name }) => name);
  const everything = imports.some(({ modules }) =>
    modules.some((one) => one.endsWith('.*') && isProbed(one.slice(0, -2))),
  );
  const names = new Set(bound);
  return [
    ...new Set([
      ...bound,
      ...(everything ? [anyName] : []),
      ...madeOf(source, names),
      ...returning(source, names),
    ]),
  ];
}

/** Names of the module itself that are given one of these, a part of it, or a class below it. */
function madeOf(source: LexedPython, names: ReadonlySet<string>): string[] {
  return [...source.lines].flatMap(({ start, end }) => {
    const isInside = start > 0 && source.text.charAt(start - 1) !== '\n';
    if (isInside) return [];
    const text = source.text.slice(start, Math.min(end, start + 200)).trimEnd();
    const [, given = '', from = ''] =
      /^(\w+)\s*(?::[^=]*)?=\s*(\w+)(?:\.\w+)*\s*(?:#.*)?$/.exec(text) ?? [];
    if (names.has(from) && !names.has(given)) return [given];
    const [, name = '', bases = ''] = /^class\s+(\w+)\s*\(([^)]*)/.exec(text) ?? [];
    const isBelowOne = bases.split(',').some((base) => names.has(base.trim().split('.')[0] ?? ''));
    return isBelowOne ? [name] : [];
  });
}

/** Functions whose body returns one of these names, unless it gives the name a value of its own. */
function returning(source: LexedPython, names: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const open: { name: string; indent: number; own: Set<string> }[] = [];
  for (const { start, end } of source.lines) {
    const text = source.text.slice(start, Math.min(end, start + 200)).trimEnd();
    const indent = start - (source.text.lastIndexOf('\n', start) + 1);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const head = /^(?:async\s+)?def\s+(\w+)\s*\(([^)]*)/.exec(text);
    if (head?.[1] !== undefined) {
      const own = new Set((head[2] ?? '').match(/\w+/g));
      open.push({ name: head[1], indent, own });
    }
    const inside = open.at(-1);
    if (inside === undefined) continue;
    for (const [, assigned = ''] of text.matchAll(/(?:^|[\s,])(\w+)\s*(?:=(?!=)|:=)/g)) {
      inside.own.add(assigned);
    }
    const returned = /^return\s+(\w+)(?:\.\w+)*\s*(?:\(.*)?(?:#.*)?$/.exec(text)?.[1];
    if (returned !== undefined && names.has(returned) && !inside.own.has(returned)) {
      found.push(inside.name);
    }
  }
  return found;
}

/** The last place at which the word stands without which nothing is imported; -1: none. */
function lastImport(text: string): number {
  const word = 'import';
  let at = text.lastIndexOf(word);
  while (at > 0 && /\w/.test(text.charAt(at - 1) + text.charAt(at + word.length))) {
    at = text.lastIndexOf(word, at - 1);
  }
  return at;
}

/** The names that a file imports from a module, and those under which it has the module itself. */
function importedFrom(
  source: LexedPython,
  path: string,
  module: string,
): { taken: Set<string>; owners: Set<string> } {
  const last = lastPart(module, '.');
  const owners = new Set<string>();
  const taken = new Set<string>();
  for (const fact of importsWith(source, [last])) {
    const full = fact.level === 0 ? fact.modules : absoluteModules(fact, folderOf(path));
    for (const [i, one] of full.entries()) {
      if (one.startsWith(`${module}.`)) taken.add(one.slice(module.length + 1)).add(anyName);
      // `from a import module`, `import a.module as m`: known as the last name; `import a.module`
      // in full.
      const bound = fact.bound[i];
      if (one === module && bound !== undefined) {
        const inFull =
          bound.name === module.split('.')[0] && fact.level === 0 && bound.means === bound.name;
        owners.add(inFull ? module : bound.name);
        taken.add(anyName);
      }
    }
  }
  return { taken, owners };
}

/** Adds the names that are used as attributes of another. */
function addAttributes({ text, kinds }: LexedPython, owner: string, names: Set<string>): void {
  const dotted = `${owner}.`;
  const name = /[\w\u0080-\uffff]*/y;
  for (let at = text.indexOf(dotted); at >= 0; at = text.indexOf(dotted, at + 1)) {
    if (kinds[at] !== kind.code || /[\w.]/.test(text.charAt(at - 1))) continue;
    name.lastIndex = at + dotted.length;
    names.add(name.exec(text)?.[0] ?? '');
  }
}
