import { compareText } from '../../ground/problem.ts';
import type { Answer, Reading } from '../engine.ts';
import { largestBlobBytes } from '../blob-scans.ts';
import type { ObjectSource, TreeFile } from '../../git/object-source.ts';
import { isBelow } from '../probe/matcher.ts';
import type { ProbeQuestion } from '../scanner.ts';
import type { WrapperFound } from '../snapshot.ts';
import { loadGrammars } from '../syntax/grammar.ts';
import { javascriptWrappers } from './javascript-wrappers.ts';
import type { CacheFile } from '../cache/cache-file.ts';
import { WalkStore } from '../cache/walk-store.ts';
import { holdsName } from './holds-name.ts';
import { KnownTakers, takersSchema } from './known-takers.ts';
import {
  allNames,
  lastPart,
  type Candidate,
  type ImportProbe,
  type WrapperLanguage,
} from './wrapper-language.ts';
import { pythonWrappers } from './python-wrappers.ts';

/** Of the other languages a facade is not found by itself; one that is declared counts. */
const languages: Partial<Record<ImportProbe['language'], WrapperLanguage>> = {
  python: pythonWrappers,
  javascript: javascriptWrappers,
  typescript: javascriptWrappers,
};

/**
 * Modules at the head that import a probed module under a name that other modules of the repository
 * take from them. Behind such a facade all other imports vanish from the count, so it should be
 * declared under `wrappers`. Only modules outside of the tests are facades; sorted by probe and path.
 *
 * @param cache of the repository: what an earlier reading found out is not looked for again
 */
export async function findWrappers(
  { files, answers }: Pick<Reading, 'files' | 'answers'>,
  source: ObjectSource,
  question: ProbeQuestion,
  isTest: (path: string) => boolean,
  cache?: CacheFile,
): Promise<WrapperFound[]> {
  await loadGrammars();
  const store = cache && new WalkStore(cache, 'takers', takersSchema, [question]);
  const known = new KnownTakers(store);
  const found: Candidate[] = [];
  for (const language of new Set(Object.values(languages))) {
    const candidates = candidatesOf(language, question, answers);
    if (candidates.length === 0) continue;
    await find(candidates, language, files, source, question, isTest, known);
    found.push(...candidates.filter(({ importers }) => importers.code.size > 0));
  }
  known.keep();
  return found
    .map(({ probe, module, path, names, importers }) => ({
      probe,
      module,
      path,
      names: [...names].sort(compareText),
      importers: { code: importers.code.size, tests: importers.tests.size },
    }))
    .sort((a, b) => compareText(a.probe, b.probe) || compareText(a.path, b.path));
}

/** Fills in what the candidates hand on, and to whom. */
async function find(
  candidates: readonly Candidate[],
  language: WrapperLanguage,
  files: readonly TreeFile[],
  source: ObjectSource,
  { probes }: ProbeQuestion,
  isTest: (path: string) => boolean,
  known: KnownTakers,
): Promise<void> {
  const own = files.filter(({ path }) => language.moduleOf(path) !== undefined);
  const read = (some: readonly TreeFile[], look: (content: Buffer, file: TreeFile) => void) => {
    const standing = Map.groupBy(some, ({ blob }) => blob);
    return source.blobs(standing.keys(), largestBlobBytes, (blob, content) => {
      if (!Buffer.isBuffer(content)) return;
      for (const file of standing.get(blob) ?? []) look(content, file);
    });
  };

  const asked = Map.groupBy(candidates, ({ path }) => path);
  const unread = own.filter((file) =>
    asked.get(file.path)?.some(({ probe }) => known.handed(probe, file) === undefined),
  );
  await read(unread, (content, file) => {
    for (const { probe: name } of asked.get(file.path) ?? []) {
      const probe = probes[name];
      if (probe?.kind !== 'import') continue;
      const names = language.handedOn(content.toString('utf8'), file.path, probe);
      known.setHanded(name, file, names);
    }
  });
  for (const file of own) {
    for (const candidate of asked.get(file.path) ?? []) {
      const names = known.handed(candidate.probe, file) ?? [];
      for (const name of names) candidate.names.add(name);
    }
  }

  const handing = candidates.filter(({ names }) => names.size > 0);
  if (handing.length === 0) return;
  const modules = [...new Set(handing.map(({ module }) => module))];
  const taken = new Map(modules.map((module) => [module, new Map<string, string[]>()]));
  const fresh = modules.filter((module) => !known.knows(module));
  const looked = new Set(own.filter((file) => known.wasLooked(file)).map(({ path }) => path));
  for (const file of own) {
    if (!looked.has(file.path)) continue;
    known.look(file);
    for (const [module, paths] of taken) {
      const names = known.before(module, file.path);
      if (names.length > 0) paths.set(file.path, [...names]);
    }
  }
  const open = fresh.length > 0 ? own : own.filter(({ path }) => !looked.has(path));
  await read(open, (content, file) => {
    const { path } = file;
    let taking: ReturnType<WrapperLanguage['taking']> | undefined;
    for (const module of looked.has(path) ? fresh : modules) {
      if (!holdsName(content, lastPart(module, language.separator))) continue;
      taking ??= language.taking(content.toString('utf8'), path);
      const names = new Set(taking(module));
      if (names.size > 0) taken.get(module)?.set(path, [...names].sort(compareText));
    }
    known.look(file);
  });
  for (const [module, paths] of taken) known.set(module, paths);
  for (const candidate of handing) {
    for (const [path, names] of taken.get(candidate.module) ?? []) {
      const takes = names.some((name) => name === allNames || candidate.names.has(name));
      if (!takes || path === candidate.path) continue;
      candidate.importers[isTest(path) ? 'tests' : 'code'].add(path);
    }
  }
}

function candidatesOf(
  language: WrapperLanguage,
  { probes, wrappers }: ProbeQuestion,
  answers: ReadonlyMap<string, Answer>,
): Candidate[] {
  return Object.entries(probes).flatMap(([name, probe]) => {
    if (probe.kind !== 'import' || languages[probe.language] !== language) return [];
    const declared = wrappers[name] ?? [];
    const evidence = answers.get(name)?.evidence ?? [];
    const paths = evidence.flatMap((one) =>
      one.in === 'code' && one.via === undefined ? [one.path] : [],
    );
    return [...new Set(paths)].flatMap((path) => {
      const module = language.moduleOf(path);
      // A declared wrapper stands for its whole package.
      if (
        module === undefined ||
        declared.some((one) => isBelow(module, one, language.separator))
      ) {
        return [];
      }
      const importers = { code: new Set<string>(), tests: new Set<string>() };
      return [{ probe: name, path, module, names: new Set<string>(), importers }];
    });
  });
}
