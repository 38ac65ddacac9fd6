import { execFile } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionHash, questionFor } from '../../src/adoption/probe-hash.ts';
import { engineVersion } from '../../src/adoption/engine-version.ts';
import { readSnapshots } from '../../src/adoption/read-snapshots.ts';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { git, noon, temporaryFolder, writeHistory } from './support/history.ts';
import { writeProposals } from './support/proposal.ts';

const script = resolve(import.meta.dirname, '../../scripts/track.ts');

function run(folder: string, args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [script, ...args], { cwd: folder }, (_, out, err) => {
      done({ code: child.exitCode ?? -1, out, err });
    });
  });
}

describe.skipIf(!realParts.git.available)('npm run track', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let ids: string[];
  let folder = '';
  let count = 0;
  const at = (...names: string[]) => join(folder, ...names);
  const snapshotFile = (project: string) =>
    at('proposals', '0001-leave-green', 'adoption', `${project}.json`);
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });

  /** A folder of its own with a good repository, `mirrors/o+good/repo`. */
  const prepare = (repositories: Record<string, string>, probes?: string) => {
    folder = join(temporary.path, `t${++count}`);
    mkdirSync(at('mirrors/o+good'), { recursive: true });
    ids = writeHistory(at('mirrors/o+good/repo'), [
      { time: noon('2023-06-01'), entries: [{ path: 'a.py', content: 'import green\n' }] },
      {
        time: noon('2024-06-01'),
        entries: [
          { path: 'a.py', content: 'x = 1\n' },
          { path: 'tests/b.py', content: '\nimport green\n' },
          { path: 'requirements.txt', content: 'other.lib>=1\ngood\nunknown\n' },
        ],
      },
    ]);
    writeProposals(folder, { repositories, ...(probes === undefined ? {} : { probes }) });
  };
  const mirrors = () => ['--mirrors', at('mirrors/{owner}+{name}/repo')];
  const good = 'https://host.example/o/good';

  it('writes one snapshot per project, the same bytes for the same input', async () => {
    prepare({ good, 'other-lib': 'https://host.example/o/none' });
    expect(await run(folder, [...mirrors(), '--project', 'good'])).toMatchObject({ code: 0 });
    const text = readFileSync(snapshotFile('good'), 'utf8');
    const definition = await definitionNow();
    expect(JSON.parse(text)).toEqual({
      format: 2,
      project: 'good',
      engine: engineVersion,
      repository: good,
      ref: 'main',
      commit: ids[1],
      date: '2024-06-01T12:00:00Z',
      history: {
        since: '2024-01-01',
        from: { commit: ids[0], date: '2023-06-01T12:00:00Z' },
        commits: 2,
      },
      problems: [],
      dependencies: { projects: ['other-lib'], complete: true },
      parts: [],
      partsComplete: true,
      partProbes: {},
      wrappersFound: [],
      probes: {
        imports: {
          definition,
          coverage: {
            files: { head: 2, history: 2 },
            unread: { head: 0, history: 0 },
            spans: [[0, 'exact']],
          },
          counts: { code: 0, strings: 0, tests: 1 },
          evidence: [{ path: 'tests/b.py', in: 'tests', lines: [2] }],
          points: [
            [0, ids[0], '2023-06-01T12:00:00Z', 1, 0, 0],
            [1, ids[1], '2024-06-01T12:00:00Z', 0, 0, 1],
          ],
        },
      },
    });
    const { mtimeMs } = statSync(snapshotFile('good'));
    const again = await run(folder, [...mirrors(), '--project', 'good', '--json']);
    expect(JSON.parse(again.out)).toMatchObject([
      { proposal: 1, project: 'good', commit: ids[1], changed: false, problems: [] },
    ]);
    expect(readFileSync(snapshotFile('good'), 'utf8')).toBe(text);
    expect(statSync(snapshotFile('good')).mtimeMs).toBe(mtimeMs);
  });

  const definitionNow = async () => {
    const [proposal] = (await loadProposals(at('proposals'))).proposals;
    if (proposal === undefined) throw new Error('Expected a proposal');
    return definitionHash(questionFor(proposal.probes, 'good'), 'imports');
  };

  it('goes on behind what cannot be read, says so, and ends with exit code 3', async () => {
    prepare({ bad: 'https://host.example/o/bad', empty: 'https://host.example/o/empty', good });
    mkdirSync(at('mirrors/o+empty'));
    git(folder, ['init', '--quiet', '--bare', at('mirrors/o+empty/repo')]);
    const { code, out } = await run(folder, mirrors());
    expect(code).toBe(3);
    expect(out).toContain('bad  not read');
    expect(out).toContain('1 of 3 projects read');
    expect(out).toContain('missing: the repository is missing (looked at');
    const { snapshots, problems } = await readSnapshots(at('proposals/0001-leave-green'));
    expect(problems).toEqual([]);
    expect(snapshots.map(({ project, commit, problems: why }) => [project, commit, why])).toEqual([
      ['bad', null, [{ code: 'missing', message: 'the repository is missing', at: 'head' }]],
      ['empty', null, [{ code: 'empty', message: 'the repository has no commit yet', at: 'head' }]],
      ['good', ids[1], []],
    ]);
  });

  it('keeps what was known of a repository that can no longer be read', async () => {
    prepare({ good });
    await run(folder, mirrors());
    const text = readFileSync(snapshotFile('good'), 'utf8');
    renameSync(at('mirrors/o+good'), at('mirrors/gone'));
    const { code, out } = await run(folder, [...mirrors(), '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject([
      { commit: null, changed: false, problems: [{ code: 'missing' }] },
    ]);
    expect(readFileSync(snapshotFile('good'), 'utf8')).toBe(text);
  });

  it('leaves a snapshot of a newer format alone, and replaces one that is broken', async () => {
    prepare({ good });
    mkdirSync(join(snapshotFile('good'), '..'));
    writeFileSync(snapshotFile('good'), '{ "format": 99 }');
    expect((await run(folder, mirrors())).code).toBe(3);
    expect(readFileSync(snapshotFile('good'), 'utf8')).toBe('{ "format": 99 }');
    writeFileSync(snapshotFile('good'), '{ "format": 1, ');
    expect((await run(folder, mirrors())).code).toBe(0);
    expect((await readSnapshots(at('proposals/0001-leave-green'))).snapshots).toHaveLength(1);
  });

  it('keeps the day of looking in a file of its own, the only one that a run without news changes', async () => {
    prepare({ good });
    const asOf = () =>
      JSON.parse(readFileSync(at('proposals/0001-leave-green/as-of.json'), 'utf8')) as unknown;
    await run(folder, mirrors());
    expect(asOf()).toEqual({
      format: 1,
      projects: { good: { day: null, newestCommit: '2024-06-01' } },
    });
    const text = readFileSync(snapshotFile('good'), 'utf8');
    const { out } = await run(folder, [...mirrors(), '--as-of', '2024-07-01', '--json']);
    expect(JSON.parse(out)).toMatchObject([
      { changed: false, asOf: { day: '2024-07-01', by: 'declared' } },
    ]);
    const declared = { format: 1, projects: { good: { day: '2024-07-01', by: 'declared' } } };
    expect(asOf()).toEqual(declared);
    await run(folder, mirrors());
    expect(asOf()).toEqual(declared);
    expect(readFileSync(snapshotFile('good'), 'utf8')).toBe(text);
    const fetchHead = at('mirrors/o+good/repo/FETCH_HEAD');
    writeFileSync(fetchHead, 'x');
    utimesSync(fetchHead, noon('2024-08-01'), noon('2024-08-01'));
    await run(folder, mirrors());
    expect(asOf()).toMatchObject({ projects: { good: { day: '2024-08-01', by: 'fetch-head' } } });
    expect(await run(folder, [...mirrors(), '--as-of', '2099-01-01'])).toMatchObject({ code: 2 });
  });

  it('writes nothing with --dry-run, and says what would change', async () => {
    prepare({ good });
    const { code, out } = await run(folder, [...mirrors(), '--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('1 project read, 1 would change');
    expect(() => statSync(snapshotFile('good'))).toThrow('ENOENT');
  });

  it('clones addresses into its cache, fetches later, and reads folders where they are', async () => {
    prepare({});
    const origin = at('mirrors/o+good/repo');
    writeProposals(folder, {
      repositories: { cloned: `file://${origin}`, folder: 'mirrors/o+good/repo' },
    });
    const rows = async (...args: string[]) => {
      const { code, out } = await run(folder, [
        '--cache',
        at('cache'),
        '--local',
        '--json',
        ...args,
      ]);
      const all = JSON.parse(out) as { commit: string; problems: { code: string }[] }[];
      return {
        code,
        commits: all.map(({ commit }) => commit),
        codes: all.map((row) => row.problems.map((one) => one.code)),
      };
    };
    expect(await rows('--no-fetch')).toEqual({
      code: 3,
      commits: [null, ids[1]],
      codes: [['missing'], []],
    });
    expect(await rows()).toEqual({ code: 0, commits: [ids[1], ids[1]], codes: [[], []] });
    // The remote renames its branch and goes on.
    git(origin, ['branch', '-m', 'main', 'trunk']);
    git(origin, ['update-ref', 'refs/heads/trunk', ids[0] ?? '']);
    expect(await rows('--no-fetch')).toMatchObject({ code: 0, commits: [ids[1], ids[0]] });
    expect(await rows()).toEqual({ code: 0, commits: [ids[0], ids[0]], codes: [[], []] });
    rmSync(origin, { recursive: true });
    expect(await rows()).toEqual({
      code: 3,
      commits: [ids[0], null],
      codes: [['fetch'], ['missing']],
    });
  });

  it('runs twice at once on an empty cache, and goes on behind a fetch that was killed', async () => {
    prepare({});
    writeProposals(folder, { repositories: { cloned: `file://${at('mirrors/o+good/repo')}` } });
    const args = ['--cache', at('cache'), '--local'];
    const [one, two] = await Promise.all([run(folder, args), run(folder, args)]);
    expect([one.code, two.code]).toEqual([0, 0]);
    const [clone = ''] = readdirSync(at('cache')).filter((name) => name.endsWith('.git'));
    for (const name of ['packed-refs.lock', 'HEAD.lock', 'refs/heads/main.lock']) {
      writeFileSync(at('cache', clone, name), '');
    }
    git(at('mirrors/o+good/repo'), ['update-ref', 'refs/heads/main', ids[0] ?? '']);
    expect(await run(folder, args)).toMatchObject({ code: 0 });
    const { snapshots } = await readSnapshots(at('proposals/0001-leave-green'));
    expect(snapshots.map(({ commit }) => commit)).toEqual([ids[0]]);
  });

  it('finds a facade that nobody declared, and counts its importers once it is', async () => {
    const probes = (wrappers: string) =>
      `${wrappers}probes:\n  imports: { kind: import, title: i, language: python, modules: [green] }\n`;
    prepare({ good }, probes(''));
    const files = {
      'app/shim.py':
        'import green\nfrom green import spawn as go\n\n\ndef get():\n    return green\n',
      'app/alone.py': 'import green\n\n\ndef own():\n    green = 1\n    return green\n',
      'app/a.py': 'from app.shim import go\n',
      'app/b.py': 'from . import shim\n\nshim.get().spawn()\n',
      'app/c.py': 'import app.shim\n\napp.shim.green.spawn()\n',
      'app/d.py': 'import app.shim\n# app.shim.green\nx = "app.shim.green"\n',
      'app/e.py': 'from app.alone import own\n',
      'tests/f.py': 'from app.shim import green\n',
    };
    git(folder, ['clone', '--quiet', at('mirrors/o+good/repo'), at('work')]);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(at('work', path), '..'), { recursive: true });
      writeFileSync(at('work', path), content);
    }
    git(at('work'), ['add', '.']);
    git(at('work'), ['commit', '--quiet', '-m', 'x']);
    git(at('work'), ['push', '--quiet', 'origin', 'main']);
    const { out } = await run(folder, mirrors());
    expect(out).toContain(
      'app/shim.py hands on get, go, green to 3 modules: declare app.shim under wrappers for imports',
    );
    const proposal = at('proposals/0001-leave-green');
    const [before] = (await readSnapshots(proposal)).snapshots;
    expect(before?.wrappersFound).toEqual([
      {
        probe: 'imports',
        module: 'app.shim',
        path: 'app/shim.py',
        names: ['get', 'go', 'green'],
        importers: { code: 3, tests: 1 },
      },
    ]);
    writeFileSync(
      join(proposal, 'probes.yaml'),
      probes('wrappers: { good: { imports: [app.shim] } }\n'),
    );
    await run(folder, mirrors());
    const [after] = (await readSnapshots(proposal)).snapshots;
    expect(after?.wrappersFound).toEqual([]);
    expect(before?.probes['imports']?.counts).toEqual({ code: 3, strings: 0, tests: 1 });
    expect(after?.probes['imports']?.counts).toEqual({ code: 7, strings: 0, tests: 2 });
    expect(after?.probes['imports']?.definition).not.toBe(before?.probes['imports']?.definition);
  });

  it('reads a module whose name is not UTF-8, and the projects after it', async () => {
    prepare({ odd: 'https://host.example/o/odd', good });
    mkdirSync(at('mirrors/o+odd'));
    const odd = (name: string, bytes: number) =>
      Buffer.concat([Buffer.from(name), Buffer.of(bytes), Buffer.from('.py')]);
    writeHistory(at('mirrors/o+odd/repo'), [
      {
        time: noon('2024-01-01'),
        entries: [
          { path: odd('', 0xff), content: 'import green\n' },
          { path: odd('a/', 0xe9), content: 'import green\ndef get():\n    return green\n' },
          { path: 'b.py', content: 'x = 1\n' },
        ],
      },
    ]);
    expect(await run(folder, mirrors())).toMatchObject({ code: 0 });
    const { snapshots } = await readSnapshots(at('proposals/0001-leave-green'));
    expect(
      snapshots.map(({ project, probes }) => [project, probes['imports']?.counts.code]),
    ).toEqual([
      ['good', 0],
      ['odd', 2],
    ]);
  });

  it('asks each part by itself, as the manifests or the registry name them', async () => {
    const probes =
      "probes:\n  imports: { kind: import, title: i, language: python, modules: [green], include: ['{entry}.py'] }\n" +
      "  called: { kind: text, title: c, include: ['**/*.py'], pattern: '/run .{part}./' }\n";
    prepare({}, probes);
    const files = {
      'setup.cfg':
        '[entry_points]\nconsole_scripts =\n  web.api = app.api:main\n  web-work = app.work:main\n',
      'app/api.py': 'import green\n',
      'app/work.py': 'run "web.api"\nrun "web-api"\n',
    };
    writeHistory(at('mirrors/o+parts/repo'), [
      {
        time: noon('2024-01-01'),
        entries: Object.entries(files).map(([path, content]) => ({ path, content })),
      },
    ]);
    const root = writeProposals(folder, {
      repositories: { parts: 'https://host.example/o/parts' },
      probes,
    });
    const counts = async () => {
      expect(await run(folder, mirrors())).toMatchObject({ code: 0 });
      const [snapshot] = (await readSnapshots(at('proposals/0001-leave-green'))).snapshots;
      const all = Object.entries(snapshot?.partProbes ?? {}).map(([part, answers]) => [
        part,
        ...Object.entries(answers).map(([name, answer]) => `${name} ${answer.counts.code}`),
      ]);
      return { parts: snapshot?.parts, whole: Object.keys(snapshot?.probes ?? {}), all };
    };
    expect(await counts()).toEqual({
      parts: [
        { name: 'web-work', entry: 'app/work', path: 'setup.cfg', line: 4 },
        { name: 'web.api', entry: 'app/api', path: 'setup.cfg', line: 3 },
      ],
      whole: [],
      all: [
        ['web-work', 'called 0', 'imports 0'],
        ['web.api', 'called 1', 'imports 1'],
      ],
    });
    const registry = join(root, 'projects.yaml');
    const text = readFileSync(registry, 'utf8');
    writeFileSync(registry, text.replace('" }', '", parts: { web-api: {} } }'));
    expect(await counts()).toEqual({
      parts: [{ name: 'web-api' }],
      whole: [],
      all: [['web-api', 'called 1']],
    });
  });

  it('refuses what it does not know, naming what is allowed', async () => {
    prepare({ good });
    const project = await run(folder, [...mirrors(), '--project', 'goood']);
    expect(project).toMatchObject({ code: 2 });
    expect(project.err).toContain('--project: no project `goood`; did you mean `good`?');
    expect(await run(folder, [...mirrors(), '--proposal', '9'])).toMatchObject({ code: 2 });
    expect(await run(folder, [...mirrors(), '--jobs', 'many'])).toMatchObject({ code: 2 });
    expect((await run(folder, ['--help'])).out).toContain('--mirrors <pattern>');
  });

  it('tracks the proposals that are whole beside one that is not', async () => {
    prepare({ good });
    mkdirSync(at('proposals/0002-broken'));
    writeFileSync(at('proposals/0002-broken/index.md'), Buffer.of(0, 1, 2));
    const { code, out, err } = await run(folder, mirrors());
    expect(code).toBe(3);
    expect(out).toContain('1 project read, 1 changed');
    expect(err).toContain('0002-broken was left out');
  });

  it('says that nothing was read where the registry itself is faulty', async () => {
    prepare({ good: 'https://host.example/../..' });
    const { code, err } = await run(folder, mirrors());
    expect(code).toBe(3);
    expect(err).toContain('projects.yaml:');
  });

  it('leaves out a proposal with a pattern that is no regular expression, and says so', async () => {
    prepare(
      { good },
      "probes:\n  imports: { kind: text, title: t, include: ['**'], pattern: '/(/' }\n",
    );
    const { code, err } = await run(folder, mirrors());
    expect(code).toBe(3);
    expect(err).toContain('0001-leave-green was left out');
  });
});

describe('reading snapshots', () => {
  it('returns the good ones beside a problem for each bad file', async () => {
    const temporary = temporaryFolder();
    try {
      const folder = join(temporary.path, 'adoption');
      mkdirSync(folder);
      const snapshot = {
        format: 2,
        project: 'a',
        engine: engineVersion,
        repository: 'r',
        ref: null,
        commit: null,
        date: null,
        history: { since: '2024-01-01', from: null, commits: 0 },
        problems: [],
        dependencies: { projects: [], complete: true },
        parts: [],
        partsComplete: true,
        wrappersFound: [],
        probes: {},
        partProbes: {},
      };
      const write = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
      };
      write('a.json', JSON.stringify(snapshot));
      write('b.json', JSON.stringify(snapshot));
      write('c.json', JSON.stringify({ ...snapshot, project: 'c', commit: 'x', more: 1 }));
      write('d.json', '{');
      write('e.json', JSON.stringify({ format: 99 }));
      write('f.txt', 'no snapshot');
      write('g.json', JSON.stringify({ ...snapshot, format: 1, project: 'g' }));
      const { snapshots, problems } = await readSnapshots(temporary.path);
      expect(snapshots.map(({ project }) => project)).toEqual(['a']);
      expect(problems.map(({ file, message }) => `${file.slice(-6)} ${message}`)).toEqual([
        'b.json project: the file is named otherwise than its project a',
        expect.stringMatching(/^c\.json commit: .*unrecognized key/i),
        expect.stringMatching(/^d\.json .*JSON/),
        'e.json format: 99 is newer than 2, which this version reads',
        'g.json read by an older engine',
      ]);
      expect(await readSnapshots(join(temporary.path, 'none'))).toEqual({
        snapshots: [],
        problems: [],
      });
    } finally {
      temporary.remove();
    }
  });
});
