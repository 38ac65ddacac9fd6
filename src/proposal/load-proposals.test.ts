import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { proposalsFolder, writtenTemplate } from '../../test/support/proposals.ts';
import { readDraft } from './draft.ts';
import { loadProposals } from './load-proposals.ts';
import { mandatorySections } from './lifecycle.ts';
import { formatProblem, type Problem } from '../ground/problem.ts';
import { checkStructure } from './check-structure.ts';

let template: string;
beforeAll(async () => {
  template = await readFile('test/support/async-blueprint/index.md', 'utf8');
});

/** The faults of a folder of proposals, without the folder's own path. */
async function faultsOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const root = await proposalsFolder(files);
  const { problems } = await loadProposals(root);
  return problems.map((problem) =>
    formatProblem({ ...problem, file: problem.file.replace(`${root}/`, '') }),
  );
}

/** A small blueprint with lines replaced. */
function edited(...edits: [from: string | RegExp, to: string][]): Record<string, string> {
  let text = template;
  for (const [from, to] of edits) {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`the template has no ${String(from)}`);
    text = next;
  }
  return { '0001-async/index.md': text };
}

describe('the template', () => {
  test('is a whole proposal by itself', async () => {
    const draft = await readDraft('proposals/_template', '_template');
    expect([...draft.problems, ...checkStructure(draft)]).toEqual([]);
    expect(draft.frontMatter?.stages.map(({ id }) => id)).toEqual(['ready', 'removed']);
  });

  test('becomes a proposal without faults beside two projects, once it is written over', async () => {
    const { index, probes } = await writtenTemplate();
    const root = await proposalsFolder({
      '0001-async/index.md': index,
      '0001-async/probes.yaml': probes,
    });
    const { proposals, problems } = await loadProposals(root);
    expect(problems).toEqual([]);
    expect(proposals.map(({ number, name }) => ({ number, name }))).toEqual([
      { number: 1, name: '0001-async' },
    ]);
  });
});

test('a file of projects grows with the plan, up to a bound', async () => {
  const root = await proposalsFolder({});
  const codes = async () => (await loadProposals(root)).problems.map(({ code }) => code);
  const grow = (mebibytes: number) =>
    appendFile(join(root, 'projects.yaml'), `\n#${'x'.repeat(mebibytes * 2 ** 20)}`);
  await grow(4);
  expect(await codes()).toEqual([]);
  await grow(4);
  expect(await codes()).toEqual(['too-large']);
});

describe('faults of the data', () => {
  test('all of a file are told at once, each at its line and with what is allowed', async () => {
    const faults = await faultsOf(
      edited(
        ['status: draft', 'status: draught'],
        ['created: 2026-01-01', 'created: soon'],
        ['signOffs: []', 'signOffs: []\nsingoffs: []'],
        ["due: '1.0'", 'due: 1.0'],
      ),
    );
    expect(faults).toMatchInlineSnapshot(`
      [
        "0001-async/index.md:6:9  status: unknown value \`draught\`  did you mean \`draft\`?",
        "0001-async/index.md:9:10  created: got "soon"  expected a day, YYYY-MM-DD",
        "0001-async/index.md:25:10  stages.#1.due: got 1  expected a day or a release of \`calendar\`, in quotes: "2026.2"",
        "0001-async/index.md:54:1  unknown key \`singoffs\`  did you mean \`signOffs\`?",
      ]
    `);
  });

  test('broken references name what is declared', async () => {
    const faults = await faultsOf({
      ...edited(
        ['bad: callbacks', 'bad: calbacks'],
        ['after: [ready]', 'after: [redy]'],
        [
          'claims: []',
          'claims: [{ projects: [alfa], stage: removd, status: done, date: 2026-02-01, source: Meeting }]',
        ],
        ['projects: all', 'projects: { teams: [wep] }'],
      ),
    });
    expect(faults).toMatchInlineSnapshot(`
      [
        "0001-async/index.md:15:21  projects.teams.#1: no team \`wep\`  did you mean \`web\`?",
        "0001-async/index.md:33:13  stages.#2.after.#1: no stage \`redy\`  did you mean \`ready\`?",
        "0001-async/index.md:36:12  stages.#2.criteria.bad: no probe \`calbacks\`  did you mean \`callbacks\`?",
        "0001-async/index.md:42:23  claims.#1.projects.#1: no project \`alfa\`  did you mean \`alpha\`?",
        "0001-async/index.md:42:37  claims.#1.stage: no stage \`removd\`  did you mean \`removed\`?",
      ]
    `);
  });

  test('stages in a circle are told with the whole ring', async () => {
    const faults = await faultsOf(edited(["due: '1.0'", "due: '1.0'\n    after: [removed]"]));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('ready → removed → ready');
  });

  test('an id given twice names the line of the first', async () => {
    const faults = await faultsOf(edited([/- id: removed/, '- id: ready']));
    const line = template.split('\n').findIndex((one) => one.includes('- id: ready')) + 1;
    expect(faults[0]).toContain(
      `stages.#2.id: stage \`ready\` is already declared at line ${line}`,
    );
  });

  test('a stage without criteria is refused', async () => {
    const faults = await faultsOf(
      edited([/ +# … and what must be gone.*\n +bad: callbacks/, '      affected: callbacks']),
    );
    expect(faults.join('\n')).toMatch(/criteria: .*expected `bad`.*`good`/);
  });

  test('an unknown kind of probe names the kinds, an unknown key of a kind its keys', async () => {
    const faults = await faultsOf({
      '0001-async/probes.yaml': [
        'probes:',
        '  callbacks: { title: calls, kind: cal, language: javascript, functions: [x] }',
        '  promises: { title: imports, kind: import, language: javascript, module: [fs] }',
      ].join('\n'),
    });
    expect(faults).toMatchInlineSnapshot(`
      [
        "0001-async/probes.yaml:2:36  probes.callbacks.kind: unknown value \`cal\`  did you mean \`call\`?",
        "0001-async/probes.yaml:3:13  probes.promises.modules: missing  expected array",
        "0001-async/probes.yaml:3:67  probes.promises: unknown key \`module\`  did you mean \`modules\`?",
      ]
    `);
  });

  test('a pattern that is no regular expression, and a wrapper of what is not imported, are told', async () => {
    const faults = await faultsOf({
      '0001-async/probes.yaml': [
        'wrappers: { alpha: { callbacks: [lib.files] } }',
        'probes:',
        '  callbacks: { title: calls, kind: call, language: javascript, functions: [x] }',
        '  promises: { title: imports, kind: import, language: javascript, modules: [fs] }',
      ].join('\n'),
      ...edited(['good: { any: [promises', 'good: { any: [callbacks']),
    });
    expect(faults[0]).toContain('`callbacks` is a call probe  a wrapper hands on');
    const broken = await faultsOf({
      '0001-async/probes.yaml':
        "probes:\n  callbacks: { title: t, kind: text, include: ['*'], pattern: '/(/' }\n  promises: { title: t, kind: file, include: ['*'] }\n",
    });
    expect(broken[0]).toMatch(
      /^0001-async\/probes\.yaml:2:\d+ {2}probes\.callbacks\.pattern: .*Unterminated group/,
    );
  });

  test('malformed YAML is told at its line', async () => {
    const faults = await faultsOf(edited(['champions: [', 'champions: [[']));
    expect(faults[0]).toMatch(/^0001-async\/index\.md:\d+:\d+ {2}.+ {2}mend the YAML first$/);
  });

  test('a key written twice is told, for lists by id and for maps by key', async () => {
    const faults = await faultsOf({
      'projects.yaml': 'teams:\n  web: {}\n  web: {}\nprojects: {}\n',
    });
    expect(faults[0]).toMatch(/^projects\.yaml:3:3 {2}Map keys must be unique/);
  });

  test('a project of a team that is not there is told', async () => {
    const faults = await faultsOf({
      'projects.yaml': 'teams: { web: {} }\nprojects: { alpha: { team: wbe, repository: x } }\n',
    });
    expect(faults[0]).toContain('projects.alpha.team: no team `wbe`  did you mean `web`?');
  });
});

describe('faults of the prose', () => {
  test('every mandatory section that is missing is told', async () => {
    const faults = await faultsOf(edited([/## Summary[\s\S]*$/, '']));
    for (const section of mandatorySections) {
      expect(faults.join('\n')).toContain(`no section \`${section}\``);
    }
  });

  test('a misspelt section is told with the heading that was probably meant', async () => {
    const faults = await faultsOf(edited(['## Concerns', '## Concern']));
    expect(faults[0]).toContain('no section `Concerns`');
    expect(faults[0]).toContain('or rename `## Concern`');
  });

  test('a stage without a heading, and a heading without a stage, are told', async () => {
    const faults = await faultsOf(edited(['### Stage: removed', '### Stage: remove']));
    expect(faults.join('\n')).toContain('stage `removed` has no section in the prose');
    expect(faults.join('\n')).toContain(
      'the heading names no stage: `remove`  did you mean `removed`?',
    );
  });
});

describe('faults of a proposal’s life', () => {
  const superseded = ['status: draft', 'status: superseded'] as [string, string];

  test('superseded asks by what', async () => {
    expect((await faultsOf(edited(superseded)))[0]).toContain('superseded, but by what?');
  });

  test('an accepted proposal has no blocking concern open', async () => {
    const faults = await faultsOf(
      edited(
        ['status: draft', 'status: accepted'],
        ['blocking: false', 'blocking: true\n    wouldClear: A trace.'],
      ),
    );
    expect(faults[0]).toContain(
      '`stack-traces` is blocking and open, but the proposal is accepted',
    );
  });
});

describe('faults of claims', () => {
  const claims = (...list: string[]): [string, string] => [
    'claims: []',
    `claims: [${list.join()}]`,
  ];
  const claim = (status: string, date: string, stage = 'ready') =>
    `{ projects: [alpha], stage: ${stage}, status: ${status}, date: ${date}, source: Meeting }`;

  test('a claim of a day that has not come is told', async () => {
    const faults = await faultsOf(edited(claims(claim('done', '2099-01-01'))));
    expect(faults).toEqual([
      expect.stringContaining('claims.#1.date: 2099-01-01 has not come yet'),
    ]);
  });

  test('two of a day that contradict each other are told, with the line of the first', async () => {
    const faults = await faultsOf(
      edited(claims(claim('done', '2026-01-01'), claim('in progress', '2026-01-01'))),
    );
    expect(faults).toHaveLength(1);
    const line = template.split('\n').indexOf('claims: []') + 1;
    expect(faults[0]).toContain(
      `claims.#2.projects.#1: \`alpha\` is \`in progress\` here, and \`done\` at line ${line}, on one day at one stage  keep`,
    );
  });

  test('the same said twice, of two stages or on two days, is none', async () => {
    const faults = await faultsOf(
      edited(
        claims(
          claim('done', '2026-01-01'),
          claim('done', '2026-01-01'),
          claim('in progress', '2026-01-02'),
          claim('in progress', '2026-01-01', 'removed'),
        ),
      ),
    );
    expect(faults).toEqual([]);
  });
});

describe('files that are no text', () => {
  const cases: [string, Record<string, string | Uint8Array>, RegExp][] = [
    [
      'a binary file',
      { '0001-async/index.md': new Uint8Array([137, 80, 78, 71, 0, 1]) },
      /a NUL byte at byte 4: a binary file/,
    ],
    [
      'text that is not UTF-8',
      { '0001-async/index.md': new Uint8Array([10, 104, 0xe9, 10]) },
      /:2:1 {2}byte 2 is not UTF-8/,
    ],
    [
      'a front matter of 5 MB',
      { '0001-async/index.md': `---\n${'#'.repeat(5_000_000)}\n---\n` },
      /the file has 4883 KiB {2}at most 256 KiB are read/,
    ],
    ['a file without front matter', { '0001-async/index.md': '# Hello\n' }, /no front matter/],
    ['an empty file', { '0001-async/index.md': '' }, /no front matter/],
  ];
  test.each(cases)(
    '%s gets a clear message, and the other proposals go on',
    async (_, files, message) => {
      const good = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
      const root = await proposalsFolder({
        ...files,
        '0002-good/index.md': template,
        '0002-good/probes.yaml': good,
      });
      const { proposals, faulty, problems } = await loadProposals(root);
      expect(proposals.map(({ name }) => name)).toEqual(['0002-good']);
      expect(faulty.map(({ name }) => name)).toEqual(['0001-async']);
      expect(problems.map((problem: Problem) => formatProblem(problem)).join('\n')).toMatch(
        message,
      );
    },
  );

  test('a folder with a bad name or a number given twice is told', async () => {
    const good = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
    const root = await proposalsFolder({
      'Async/index.md': template,
      'Async/probes.yaml': good,
      '0001-again/index.md': template,
      '0001-again/probes.yaml': good,
    });
    const { problems } = await loadProposals(root);
    const text = problems.map((problem) => formatProblem(problem)).join('\n');
    expect(text).toContain('bad folder name `Async`');
    expect(text).toContain('number 1 is taken by');
  });

  test('a missing registry is one fault, not one per reference', async () => {
    const root = join(await proposalsFolder(), 'nowhere');
    const { problems } = await loadProposals(root);
    expect(problems.length).toBeLessThanOrEqual(2);
  });
});
