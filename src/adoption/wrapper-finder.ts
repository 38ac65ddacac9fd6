import type { ProbesFile } from '../proposal/probe.ts';
import { compareText } from '../proposal/problem.ts';
import type { Answer } from './engine.ts';
import type { ObjectSource, TreeFile } from './objects.ts';
import { folderOf } from './probe/file-class.ts';
import { isBelow } from './probe/matcher.ts';
import { importsWith } from './probe/python-facts.ts';
import type { Question } from './scanner.ts';
import type { WrapperFound } from './snapshot.ts';
import { kind } from './syntax/kind.ts';
import { absoluteModules, pythonModule } from './syntax/module-name.ts';
import { lexPython, type LexedPython } from './syntax/python-lexer.ts';
import { largestBlob } from './library.ts';

/** A module that may hand on what it imports. */
interface Candidate {
  probe: string;
  path: string;
  module: string;
  names: Set<string>;
  importers: { code: Set<string>; tests: Set<string> };
}

/**
 * Modules at the head that import a probed module under a name that other modules of the repository
 * take from them, or return it from a function (`def get_x(): import x; return x`). Behind such a
 * facade all other imports vanish from the count, so it should be declared under `wrappers`. Python
 * only: there every name of a module is open to others.
 */
export async function findWrappers(
  files: readonly TreeFile[],
  source: ObjectSource,
  question: Question,
  answers: ReadonlyMap<string, Answer>,
  isTest: (path: string) => boolean,
): Promise<WrapperFound[]> {
  const candidates = candidatesOf(question, answers);
  if (candidates.length === 0) return [];
  const python = files.filter(({ path }) => pythonModule(path) !== undefined);
  const pathsOf = groupPaths(python);
  const blobs = python.map(({ blob }) => blob);

  const own = new Set(candidates.map(({ path }) => path));
  const ownBlobs = python.flatMap(({ path, blob }) => (own.has(path) ? [blob] : []));
  await source.blobs(ownBlobs, largestBlob, (blob, content) => {
    if (!Buffer.isBuffer(content)) return;
    const lexed = lexPython(content.toString('utf8'));
    for (const candidate of candidates) {
      if (!pathsOf.get(blob)?.includes(candidate.path)) continue;
      const probe = question.probes[candidate.probe];
      for (const name of handedOn(lexed, probe)) candidate.names.add(name);
    }
  });

  await source.blobs(blobs, largestBlob, (blob, content) => {
    if (!Buffer.isBuffer(content)) return;
    const asked = candidates.filter(({ module, names }) => mentions(content, module, names));
    if (asked.length === 0) return;
    const lexed = lexPython(content.toString('utf8'));
    for (const path of pathsOf.get(blob) ?? []) {
      for (const candidate of asked) {
        if (candidate.path === path || !takesFrom(lexed, path, candidate)) continue;
        candidate.importers[isTest(path) ? 'tests' : 'code'].add(path);
      }
    }
  });

  return candidates
    .filter(({ importers }) => importers.code.size > 0)
    .map(({ probe, module, path, names, importers }) => ({
      probe,
      module,
      path,
      names: [...names].sort(compareText),
      importers: { code: importers.code.size, tests: importers.tests.size },
    }))
    .sort((a, b) => compareText(a.probe, b.probe) || compareText(a.path, b.path));
}

function candidatesOf(question: Question, answers: ReadonlyMap<string, Answer>): Candidate[] {
  return Object.entries(question.probes).flatMap(([name, probe]) => {
    if (probe.kind !== 'import' || probe.language !== 'python') return [];
    const declared = question.wrappers[name] ?? [];
    const evidence = answers.get(name)?.evidence ?? [];
    const paths = evidence.flatMap((one) =>
      one.in === 'code' && one.via === undefined ? [one.path] : [],
    );
    return [...new Set(paths)].flatMap((path) => {
      const module = pythonModule(path);
      // A declared wrapper stands for its whole package.
      if (module === undefined || declared.some((one) => isBelow(module, one, '.'))) return [];
      const importers = { code: new Set<string>(), tests: new Set<string>() };
      return [{ probe: name, path, module, names: new Set<string>(), importers }];
    });
  });
}

/** Names under which a module has the probed one, or a function that returns it. */
function handedOn(source: LexedPython, probe: ProbesFile['probes'][string] | undefined): string[] {
  if (probe?.kind !== 'import') return [];
  const ends = probe.modules.map((module) => module.split('.').at(-1) ?? module);
  const isProbed = (means: string) =>
    probe.modules.some((module) => isBelow(means, module, '.') || isBelow(module, means, '.'));
  const bound = importsWith(source, ends)
    .filter(({ level }) => level === 0)
    .flatMap((fact) => fact.bound.filter(({ means }) => isProbed(means)))
    .map(({ name }) => name);
  return [...new Set([...bound, ...returning(source, new Set(bound))])];
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
    const returned = /^return\s+(\w+)\s*(?:#.*)?$/.exec(text)?.[1];
    if (returned !== undefined && names.has(returned) && !inside.own.has(returned)) {
      found.push(inside.name);
    }
  }
  return found;
}

function mentions(content: Buffer, module: string, names: ReadonlySet<string>): boolean {
  const last = module.split('.').at(-1) ?? module;
  return content.includes(last) && [...names].some((name) => content.includes(name));
}

/** Does the module import one of the names from the candidate, or use it as the candidate's attribute? */
function takesFrom(source: LexedPython, path: string, { module, names }: Candidate): boolean {
  const last = module.split('.').at(-1) ?? module;
  const owners = new Set<string>();
  for (const fact of importsWith(source, [last])) {
    const full = fact.level === 0 ? fact.modules : absoluteModules(fact, folderOf(path));
    if (full.some((one) => [...names].some((name) => one === `${module}.${name}`))) return true;
    for (const [i, one] of full.entries()) {
      // `from a import module`, `import a.module as m`: known as the last name; `import a.module`
      // in full.
      const bound = fact.bound[i];
      if (one === module && bound !== undefined) {
        owners.add(
          bound.name === module.split('.')[0] && fact.level === 0 && bound.means === bound.name
            ? module
            : bound.name,
        );
      }
    }
  }
  return [...owners].some((owner) =>
    [...names].some((name) => usesName(source, `${owner}.${name}`)),
  );
}

function usesName(source: LexedPython, dotted: string): boolean {
  const { text, kinds } = source;
  for (let at = text.indexOf(dotted); at >= 0; at = text.indexOf(dotted, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + dotted.length);
    if (kinds[at] === kind.code && !/[\w.]/.test(before) && !/\w/.test(after)) return true;
  }
  return false;
}

function groupPaths(files: readonly TreeFile[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, blob } of files) paths.set(blob, [...(paths.get(blob) ?? []), path]);
  return paths;
}
