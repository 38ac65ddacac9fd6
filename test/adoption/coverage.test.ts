import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitEngine } from '../../src/adoption/git-engine.ts';
import { openRepository } from '../../src/git/repository.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { realParts } from '../support/real-parts.ts';
import { noon, temporaryFolder, writeHistory, type CommitSpec } from './support/history.ts';

const { probes, tests } = probesFileSchema.parse({
  probes: {
    imports: { kind: 'import', title: 'i', language: 'python', modules: ['green'] },
    requirement: { kind: 'dependency', title: 'd', packages: ['green'] },
    word: { kind: 'text', title: 't', include: ['conf/**'], pattern: 'green' },
    notes: { kind: 'file', title: 'f', include: ['notes/**'] },
    slow: { kind: 'text', title: 's', include: ['**/*.txt'], pattern: '/(x+x+)+y|green/' },
    vue: {
      kind: 'import',
      title: 'v',
      language: 'javascript',
      modules: ['green'],
      include: ['**/*.wat'],
    },
  },
});

describe.skipIf(!realParts.git.available)('what a probe looked at', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let count = 0;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });
  /** Commits a day apart from 2024-01-01 on, each given as the files that it changes. */
  const read = async (...commits: Record<string, string | null>[]) => {
    const path = join(temporary.path, `r${++count}`);
    const specs = commits.map((files, i): CommitSpec => {
      const entries = Object.entries(files).map(([name, content]) => ({ path: name, content }));
      return { time: noon('2024-01-01') + i * 86_400, entries };
    });
    writeHistory(path, specs);
    const question = { probes, tests, wrappers: {} };
    return new GitEngine().read(await openRepository(path), question, '2023-01-01');
  };
  const coverage = async (probe: string, ...commits: Record<string, string | null>[]) => {
    const reading = await read(...commits);
    return { ...reading.answers.get(probe)?.coverage, problems: reading.problems };
  };

  it('is counted in files, at the head and over the history', async () => {
    expect(
      await coverage('imports', { 'a.py': 'x\n', 'b.py': 'x\n', 'c.txt': 'x\n' }, { 'b.py': null }),
    ).toEqual({
      files: { head: 1, history: 2 },
      unread: { head: 0, history: 0 },
      spans: [[0, 'exact']],
      problems: [],
    });
  });

  it('was not asked while there is no file of its kind, but for the beginning of a repository', async () => {
    expect(
      await coverage('requirement', { '.gitreview': 'x' }, { 'a.py': 'x\n' }, { 'setup.cfg': 'x' }),
    ).toMatchObject({
      spans: [
        [0, 'exact'],
        [1, 'none'],
        [2, 'exact'],
      ],
    });
    const moved = [{ 'conf/a': 'green\n', 'a.py': 'x\n' }, { 'conf/a': null }];
    expect(await coverage('word', ...moved)).toMatchObject({
      files: { head: 0, history: 1 },
      spans: [
        [0, 'exact'],
        [1, 'none'],
      ],
    });
  });

  it('is all names for a file probe, whatever their content', async () => {
    const { files, spans } = await coverage('notes', { 'a.py': 'x', b: 'y' }, { b: null, c: 'z' });
    expect({ files, spans }).toEqual({ files: { head: 2, history: 3 }, spans: [[0, 'exact']] });
  });

  it('leaves a lower bound from the commit on at which a manifest is broken, to the one that mends it', async () => {
    const good = '[project]\ndependencies = ["green"]\n';
    const reading = await read(
      { 'pyproject.toml': good },
      { 'pyproject.toml': `${good}<<<<<<< HEAD\n` },
      { 'pyproject.toml': '[project]\n' },
    );
    const { coverage: of, points } = reading.answers.get('requirement') ?? {};
    expect(of).toEqual({
      files: { head: 1, history: 1 },
      unread: { head: 0, history: 1 },
      spans: [
        [0, 'exact'],
        [1, 'lower'],
        [2, 'exact'],
      ],
    });
    expect(points?.map(({ position, counts }) => [position, counts.code])).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
    expect(reading.problems).toMatchObject([
      { code: 'manifest', path: 'pyproject.toml', at: 'history', probes: ['requirement'] },
    ]);
  });

  it('is a lower bound for those probes alone that ask for the file', async () => {
    const reading = await read({ 'a.txt': `${'x'.repeat(40)} green\n`, 'b.wat': "import 'green'" });
    const spans = [...reading.answers].map(([name, { coverage: of }]) => [name, of.spans]);
    expect(Object.fromEntries(spans)).toEqual({
      imports: [[0, 'exact']],
      requirement: [[0, 'exact']],
      word: [[0, 'exact']],
      notes: [[0, 'exact']],
      slow: [[0, 'lower']],
      vue: [[0, 'lower']],
    });
    expect(reading.problems).toMatchObject([
      { code: 'language', path: 'b.wat', at: 'head', probes: ['vue'] },
      { code: 'pattern', path: 'a.txt', at: 'head', probes: ['slow'] },
    ]);
  });

  it.each([
    ['setup.py', { 'setup.py': 'setup(install_requires=["green"])\n' }],
    ['requirements.in', { 'requirements.in': 'green\n' }],
    ['a target of -r', { 'requirements.txt': '-r deps/list\n', 'deps/list': 'green\n' }],
    [
      'a target of a target',
      { 'setup.cfg': '[options]\ninstall_requires = file: a.x\n', 'a.x': '-r b.y', 'b.y': 'green' },
    ],
    [
      'dynamic',
      {
        'pyproject.toml': '[tool.setuptools.dynamic]\ndependencies = { file = ["a.x"] }\n',
        'a.x': 'green\n',
      },
    ],
    [
      'what setup.py reads',
      {
        'setup.py': 'setup(install_requires=open("need.lst").read().split())\n',
        'need.lst': 'green\n',
      },
    ],
  ])('follows a requirement that moves into %s', async (_, files) => {
    const reading = await read(
      { 'setup.cfg': 'x', 'requirements.txt': 'green\n' },
      { 'requirements.txt': null, ...files },
    );
    const { counts, coverage: of } = reading.answers.get('requirement') ?? {};
    expect({ code: counts?.code, spans: of?.spans }).toEqual({ code: 1, spans: [[0, 'exact']] });
  });

  it('is a lower bound, or none, where a requirement moves to what is not read', async () => {
    const moved = async (files: Record<string, string | null>) =>
      (await coverage('requirement', { 'a.py': 'x', 'requirements.txt': 'green\n' }, files)).spans;
    expect(await moved({ 'requirements.txt': null, 'go.mod': 'x' })).toEqual([
      [0, 'exact'],
      [1, 'lower'],
    ]);
    expect(await moved({ 'requirements.txt': null, 'deps.list': 'green' })).toEqual([
      [0, 'exact'],
      [1, 'none'],
    ]);
  });

  it('follows an import that moves into Cython, and says of a notebook that it is not read', async () => {
    const reading = await read(
      { 'a.py': 'import green\n' },
      { 'a.py': null, 'a.pyx': 'cimport x\nimport green\n' },
    );
    expect(reading.answers.get('imports')?.counts.code).toBe(1);
    const notebook = await coverage(
      'imports',
      { 'a.py': 'import green\n' },
      { 'a.py': null, 'a.ipynb': '{"source": ["import green"]}' },
    );
    expect(notebook.spans).toEqual([
      [0, 'exact'],
      [1, 'lower'],
    ]);
  });
});
