import { GitEngine } from '../src/adoption/git-engine.ts';
import type { Point } from '../src/adoption/engine.ts';
import { inMirrors } from '../src/git/clone.ts';
import { openRepository, type Repository } from '../src/git/repository.ts';
import { UnreadableRepository } from '../src/git/read-problem.ts';
import { probesFileSchema } from '../src/proposal/probe.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { oneOf, pastDay, wholeNumber } from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';
import { Progress } from './lib/progress.ts';
import { chosenCommits, countsAlong, mismatches, type Mismatch } from './lib/recount/compare.ts';
import { grepLines, pythonImports, type Recounted } from './lib/recount/independent.ts';
import { parsedImports, parsedLanguages } from './lib/recount/parsed-imports.ts';

/** Endings of files of which every line is what it is, to the engine as to `git grep`. */
const plainEndings = ['rst'];
const languages = ['python', ...parsedLanguages] as const;

await run(
  {
    usage: 'npm run recount --',
    about:
      'Holds the history engine against independent counts over real repositories: lines with a word\n' +
      'in documents by `git grep`, import statements by Python’s own ast, in Go, Java, Rust and C by\n' +
      'tree-sitter’s grammars. Compared are the commits where a count changes, those just before, and\n' +
      'others evenly spread.',
    options: {
      clones: {
        type: 'string',
        value: '<pattern>',
        help: 'where the clones are: {owner} and {name} stand for the repository’s',
      },
      repository: {
        type: 'string',
        multiple: true,
        value: '<owner/name>',
        help: 'one of them; may be given several times',
      },
      module: {
        type: 'string',
        value: '<name>',
        help: 'imports of this module; needed',
      },
      language: {
        type: 'string',
        value: '<name>',
        help: `of the module: ${languages.join(', ')}; default: python`,
      },
      word: { type: 'string', value: '<text>', help: 'lines with this word; default: the module' },
      since: { type: 'string', value: '<day>', help: 'history from this day on; default: all' },
      commits: { type: 'string', value: '<n>', help: 'commits evenly spread; default: 50' },
      every: { type: 'boolean', help: 'every commit of the first-parent line' },
      json: { type: 'boolean', help: 'the results as one JSON array' },
    },
    examples: [
      "npm run recount -- --clones '/srv/git/{owner}/{name}.git' --repository owner/name --module old",
      "npm run recount -- --clones '/srv/git/{owner}/{name}.git' --repository owner/name --language go --module io/ioutil",
    ],
  },
  async (values) => {
    const { clones, module, repository: names = [] } = values;
    const missing = [
      ...(clones === undefined ? ['--clones is needed: --clones <pattern>'] : []),
      ...(names.length === 0 ? ['--repository is needed: --repository <owner/name>'] : []),
      ...(module === undefined ? ['--module is needed: --module <name>'] : []),
    ];
    if (clones === undefined || module === undefined || missing.length > 0) {
      throw new WrongUse(missing.join('\n'));
    }
    const since = pastDay('--since', values.since ?? '1970-01-01');
    const asked = {
      module,
      language: oneOf('--language', 'language', values.language ?? 'python', languages),
      word: values.word ?? module,
      since,
      spread: values.every === true ? Infinity : wholeNumber('--commits', values.commits ?? '50'),
    };
    const locate = inMirrors(clones, { local: true });
    const progress = new Progress('recounted', names.length);
    const results: Result[] = [];
    let whole = true;
    for (const name of names) {
      try {
        const { path } = await locate(`https://clone.invalid/${name}`);
        results.push(...(await recount(name, await openRepository(path, undefined, true), asked)));
      } catch (error) {
        if (!(error instanceof UnreadableRepository)) throw error;
        whole = false;
        printError(`${name}: ${error.problem.message}; ${error.detail}`);
      }
      progress.step(name);
    }
    progress.end();
    if (values.json === true) printJson(results);
    else print(...results.flatMap(lines));
    if (results.some(({ different }) => different.length > 0)) return exitCode.findings;
    return whole ? exitCode.fine : exitCode.partial;
  },
);

interface Asked {
  module: string;
  language: (typeof languages)[number];
  word: string;
  since: string;
  spread: number;
}

interface Result {
  repository: string;
  what: string;
  commits: number;
  compared: number;
  points: number;
  head: number;
  /** Most files at one commit that could not be recounted. */
  unread: number;
  different: Mismatch[];
}

async function recount(
  name: string,
  repository: Repository,
  { module, language, word, since, spread }: Asked,
): Promise<Result[]> {
  const { probes, tests } = probesFileSchema.parse({
    probes: {
      imports: {
        kind: 'import',
        title: 'imports',
        language,
        modules: [module],
        ...(language === 'python' && { include: ['**/*.py'] }),
      },
      lines: {
        kind: 'text',
        title: 'lines',
        pattern: word,
        include: plainEndings.map((ending) => `**/*.${ending}`),
      },
    },
  });
  const engine = new GitEngine();
  const reading = await engine.read(repository, { probes, tests, wrappers: {} }, since);
  const all = await engine.objects(repository).commits();
  const line = all.slice(all.findIndex(({ id }) => id === reading.from.id));
  const { gitDir } = repository;
  const result = async (
    what: string,
    points: readonly Point[],
    count: (commits: readonly string[]) => Map<string, Recounted> | Promise<Map<string, Recounted>>,
  ): Promise<Result> => {
    const counts = countsAlong(line, points);
    const again = await count(chosenCommits(line, points, Math.min(spread, line.length)));
    return {
      repository: name,
      what,
      commits: line.length,
      compared: again.size,
      points: points.length,
      head: counts.get(reading.head.id) ?? 0,
      unread: Math.max(0, ...[...again.values()].map(({ unread }) => unread)),
      different: mismatches(counts, again),
    };
  };
  const pointsOf = (probe: string) => reading.answers.get(probe)?.points ?? [];
  return [
    language === 'python'
      ? await result(
          `imports of ${module} in *.py, by Python's ast`,
          pointsOf('imports'),
          (commits) => pythonImports(gitDir, commits, module),
        )
      : await result(
          `imports of ${module} in ${language}, by tree-sitter`,
          pointsOf('imports'),
          (commits) => parsedImports(gitDir, commits, module, language),
        ),
    await result(`lines with ${word} in documents, by git grep`, pointsOf('lines'), (commits) =>
      grepLines(gitDir, commits, word, plainEndings),
    ),
  ];
}

function lines(one: Result): string[] {
  const { repository, what, commits, compared, points, head, unread, different } = one;
  const more = unread === 0 ? '' : `, at most ${unread} files that cannot be recounted`;
  return [
    `${repository}: ${what}: ${compared} of ${commits} commits compared, ${points} points, ` +
      `${head} at the head${more}: ${different.length} differ`,
    ...different
      .slice(0, 10)
      .map(
        ({ commit, engine, recount: again, unread: files }) =>
          `  ${commit.slice(0, 10)} engine ${engine}, recount ${again}${files === 0 ? '' : `, ${files} files not recounted`}`,
      ),
  ];
}
