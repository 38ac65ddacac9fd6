import { compareText } from '../../ground/problem.ts';
import type { Answer } from '../engine.ts';
import { largestBlobBytes } from '../blob-scans.ts';
import type { ObjectSource, TreeFile } from '../../git/object-source.ts';
import { isBelow } from '../probe/matcher.ts';
import type { ProbeQuestion } from '../scanner.ts';
import type { WrapperFound } from '../snapshot.ts';
import { loadGrammars } from '../syntax/grammar.ts';
import { javascriptWrappers } from './javascript-wrappers.ts';
import type { Candidate, ImportProbe, WrapperLanguage } from './wrapper-language.ts';
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
 */
export async function findWrappers(
  files: readonly TreeFile[],
  source: ObjectSource,
  question: ProbeQuestion,
  answers: ReadonlyMap<string, Answer>,
  isTest: (path: string) => boolean,
): Promise<WrapperFound[]> {
  await loadGrammars();
  const found: Candidate[] = [];
  for (const language of new Set(Object.values(languages))) {
    const candidates = candidatesOf(language, question, answers);
    if (candidates.length === 0) continue;
    await find(candidates, language, files, source, question, isTest);
    found.push(...candidates.filter(({ importers }) => importers.code.size > 0));
  }
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
): Promise<void> {
  const own = files.filter(({ path }) => language.moduleOf(path) !== undefined);
  const paths = groupPaths(own);
  const read = (blobs: Iterable<string>, look: (content: Buffer, path: string) => void) =>
    source.blobs(blobs, largestBlobBytes, (blob, content) => {
      if (!Buffer.isBuffer(content)) return;
      for (const path of paths.get(blob) ?? []) look(content, path);
    });

  const candidatePaths = new Set(candidates.map(({ path }) => path));
  const candidateFiles = own.filter(({ path }) => candidatePaths.has(path));
  await read(
    candidateFiles.map(({ blob }) => blob),
    (content, path) => {
      for (const candidate of candidates) {
        const probe = probes[candidate.probe];
        if (candidate.path !== path || probe?.kind !== 'import') continue;
        const names = language.handedOn(content.toString('utf8'), path, probe);
        for (const name of names) candidate.names.add(name);
      }
    },
  );

  const handing = candidates.filter(({ names }) => names.size > 0);
  if (handing.length === 0) return;
  await read(
    own.map(({ blob }) => blob),
    (content, path) => {
      for (const candidate of handing) {
        if (candidate.path === path || !language.mentions(content, candidate)) continue;
        if (!language.takesFrom(content.toString('utf8'), path, candidate)) continue;
        candidate.importers[isTest(path) ? 'tests' : 'code'].add(path);
      }
    },
  );
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

function groupPaths(files: readonly TreeFile[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, blob } of files) paths.set(blob, [...(paths.get(blob) ?? []), path]);
  return paths;
}
