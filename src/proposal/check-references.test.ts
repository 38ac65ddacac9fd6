import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { formatProblem } from '../ground/problem.ts';
import { loadProposals } from './load-proposals.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');
const probes = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
const registry = `teams: { web: {}, docs: {} }
projects:
  alpha: { team: web, repository: https://example.org/web/alpha, kind: service }
  beta: { team: docs, repository: https://example.org/web/beta, kind: library }
`;

type Edit = [from: string | RegExp, to: string];

async function faultsOf(edits: Edit[], files: Record<string, string> = {}): Promise<string[]> {
  let text = blueprint;
  for (const [from, to] of edits) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  const root = await proposalsFolder({
    '0001-async/index.md': text,
    'projects.yaml': registry,
    ...files,
  });
  const { problems } = await loadProposals(root);
  return problems.map((one) => formatProblem({ ...one, file: one.file.replace(/.*\//, '') }));
}

const claim = 'stage: ready, status: done, date: 2026-01-01, source: Meeting';

test.each<[string, Edit[], string[]]>([
  ['nothing', [], []],
  [
    'affected',
    [[/^affected: .*$/m, 'affected: { any: [callbacks, { not: promisses }] }']],
    ['affected.any.#2.not: no probe `promisses`  did you mean `promises`?'],
  ],
  [
    'criteria of the dependencies',
    [['bad: callbacks', 'good: { dependencies: raedy }']],
    ['stages.#2.criteria.good.dependencies: no stage `raedy`  did you mean `ready`?'],
  ],
  [
    'a list of projects',
    [['projects: all', 'projects: [alpha, gamma]']],
    ['projects.#2: no project `gamma`  allowed: alpha, beta'],
  ],
  [
    'teams, kinds, projects and exceptions',
    [
      [
        'projects: all',
        'projects: { teams: [wbe], kinds: [servce], projects: [alfa], except: [bta] }',
      ],
    ],
    [
      'projects.except.#1: no project `bta`  did you mean `beta`?',
      'projects.kinds.#1: no kind `servce`  did you mean `service`?',
      'projects.projects.#1: no project `alfa`  did you mean `alpha`?',
      'projects.teams.#1: no team `wbe`  did you mean `web`?',
    ],
  ],
  [
    'the projects of a stage',
    [["due: '1.0'", "due: '1.0'\n    projects: [alhpa]"]],
    ['stages.#1.projects.#1: no project `alhpa`  did you mean `alpha`?'],
  ],
  [
    'a release',
    [["due: '1.0'", "due: '1.1'"]],
    ['stages.#1.due: no release `1.1`  did you mean `1.0`?'],
  ],
  ['a day that stands for a release', [["due: '1.0'", "due: '2026-12-24'"]], []],
  [
    'a claim',
    [['claims: []', `claims: [{ projects: [alpha, betta], ${claim} }]`]],
    ['claims.#1.projects.#2: no project `betta`  did you mean `beta`?'],
  ],
  [
    'the stage of a claim',
    [['claims: []', `claims: [{ projects: [alpha], ${claim.replace('ready', 'raedy')} }]`]],
    ['claims.#1.stage: no stage `raedy`  did you mean `ready`?'],
  ],
  [
    'what a stage comes after',
    [["due: '1.0'", "due: '1.0'\n    after: [removd]"]],
    ['stages.#1.after.#1: no stage `removd`  did you mean `removed`?'],
  ],
  [
    'what only looks like a day',
    [["due: '1.0'", "due: '2026-12-24x'"]],
    ['stages.#1.due: no release `2026-12-24x`  allowed: 1.0'],
  ],
  [
    'what ends like a day',
    [["due: '1.0'", "due: 'x2026-12-24'"]],
    ['stages.#1.due: no release `x2026-12-24`  allowed: 1.0'],
  ],
  [
    'the projects of a concern',
    [['blocking: false', 'blocking: false\n    projects: [alpha, betta]']],
    ['concerns.#1.projects.#2: no project `betta`  did you mean `beta`?'],
  ],
  [
    'a waiver',
    [
      [
        'signOffs: []',
        'signOffs: [{ team: docs, rounds: [{ asked: 2026-01-01 }] }]\n' +
          'waivers: [{ waives: docs, body: council, date: 2026-01-02, quorum: 2, vote: { for: [Ada, Ben] }, reason: R., where: W },' +
          ' { waives: dcs, body: council, date: 2026-01-02, quorum: 2, vote: { for: [Ada, Ben] }, reason: R., where: W }]',
      ],
    ],
    [
      'waivers.#1.body: no body `council`  declare it under `bodies` in projects.yaml',
      'waivers.#2.body: no body `council`  declare it under `bodies` in projects.yaml',
      'waivers.#2.waives: dcs had not been asked by then  ask the team first: npm run sign-off -- ask',
      'waivers.#2.waives: no team `dcs`  did you mean `docs`?',
    ],
  ],
  [
    'an exemption',
    [
      [
        'signOffs: []',
        'signOffs: []\nexemptions: [{ exempts: [alpha, betta], stage: raedy, date: 2026-01-02, by: B, until: 2027-01-01, reason: R., where: W },' +
          ' { exempts: [alpha], date: 2026-01-02, by: B, until: 2027-01-01, reason: R., where: W }]',
      ],
    ],
    [
      'exemptions.#1.exempts.#2: no project `betta`  did you mean `beta`?',
      'exemptions.#1.stage: no stage `raedy`  did you mean `ready`?',
    ],
  ],
  [
    'a concern',
    [['blocking: false', 'blocking: false\n    stage: removd']],
    ['concerns.#1.stage: no stage `removd`  did you mean `removed`?'],
  ],
  [
    'a sign-off',
    [['signOffs: []', 'signOffs: [{ team: dcs, rounds: [{ asked: 2026-01-01 }] }]']],
    ['signOffs.#1.team: no team `dcs`  did you mean `docs`?'],
  ],
  [
    'a successor',
    [['status: draft', 'status: superseded\nsupersededBy: 7']],
    ['supersededBy: no proposal `7`  did you mean `1`?'],
  ],
])('a name that nothing declares is told: %s', async (_, edits, messages) => {
  const faults = (await faultsOf(edits)).map((one) => one.replace(/^[^ ]+ {2}/, ''));
  expect(faults.toSorted()).toEqual(messages);
});

test('what is wrong with one field hides nothing that is wrong with another', async () => {
  const faults = await faultsOf([
    ['status: draft', 'status: draught'],
    [/^affected: .*$/m, 'affected: calbacks'],
    [/^ {4}title: .*$/m, '    title: 5'],
    [/- id: removed/, '- id: ready'],
    ['### Stage: removed', '### Stage: nowhere'],
    ['claims: []', `claims: [{ projects: [betta], ${claim} }]`],
    ['blocking: false', 'blocking: false\n    stage: removd'],
    ['## Impact\n', '## Impacts\n'],
  ]);
  const text = faults.join('\n');
  for (const part of [
    'unknown value `draught`',
    'affected: no probe `calbacks`',
    'stage `ready` is already declared',
    'the heading names no stage: `nowhere`',
    'no project `betta`',
    'concerns.#1.stage: no stage `removd`',
    'no section `Impact`',
  ]) {
    expect(text).toContain(part);
  }
});

test('wrappers name a project, and an import probe', async () => {
  const wrappers =
    'wrappers: { alfa: { promises: [x] }, alpha: { nothing: [x], callbacks: [x], promises: [x] } }\n';
  const faults = await faultsOf([], { '0001-async/probes.yaml': wrappers + probes });
  expect(faults.map((one) => one.replace(/^[^ ]+ {2}/, '')).toSorted()).toEqual([
    'wrappers.alfa: no project `alfa`  did you mean `alpha`?',
    'wrappers.alpha.callbacks: `callbacks` is a call probe  a wrapper hands on what an import probe looks for',
    expect.stringMatching(/^wrappers\.alpha\.nothing: no probe `nothing` {2}/),
  ]);
});

test('while projects.yaml is faulty, its names are not judged', async () => {
  const faults = await faultsOf([['projects: all', 'projects: [gamma]']], {
    'projects.yaml': 'teams: {}\n',
  });
  expect(faults).toEqual([expect.stringMatching(/^projects\.yaml:1:1 {2}projects: missing/)]);
});

test('a project of a team, or on a project, that is not there is told', async () => {
  const faults = await faultsOf([], {
    'projects.yaml': registry.replace('kind: library', 'kind: library, dependsOn: [alpha, gamma]'),
  });
  expect(faults).toEqual([
    expect.stringMatching(
      /projects\.beta\.dependsOn\.#2: no project `gamma` {2}allowed: alpha, beta/,
    ),
  ]);
});

test('an id given twice is told at the second, and no circle is made up of it', async () => {
  const faults = await faultsOf([
    [/- id: removed/, '- id: ready'],
    ['### Stage: removed', '### More'],
  ]);
  expect(faults).toEqual([
    expect.stringMatching(
      /stages\.#2\.id: stage `ready` is already declared at line \d+ {2}give it another id/,
    ),
  ]);
});

test.each<[string, Edit[], string]>([
  ['of one', [["due: '1.0'", "due: '1.0'\n    after: [ready]"]], 'ready → ready'],
  ['of two', [["due: '1.0'", "due: '1.0'\n    after: [removed]"]], 'ready → removed → ready'],
])('a circle %s is told once, with its ring', async (_, edits, ring) => {
  const faults = await faultsOf(edits);
  expect(faults).toEqual([
    expect.stringContaining(
      `stages.#1.after: the stages come after each other in a circle: ${ring}  take one \`after\` out`,
    ),
  ]);
});

test('a long ring is told once, from the stage that is declared first; a stage that leads into it is not in it', async () => {
  const stages = (list: [id: string, after: string[]][]): Edit => [
    /^stages:\n[\s\S]*?(?=^claims:)/m,
    `stages:\n${list
      .map(
        ([id, after]) =>
          `  - { id: ${id}, title: T, summary: S., after: [${after.join()}], criteria: { bad: callbacks } }\n`,
      )
      .join('')}`,
  ];
  const prose = (ids: string[]): Edit => [
    /### Stage: ready[\s\S]*?(?=\n## )/,
    ids.map((id) => `### Stage: ${id}\n\nText.\n`).join('\n'),
  ];
  const ids = ['a', 'b', 'c', 'd'];
  const ring: Edit[] = [
    stages([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['d']],
      ['d', ['b']],
    ]),
    prose(ids),
  ];
  const faults = (await faultsOf(ring)).map((one) => one.replace(/^[^ ]+ {2}/, ''));
  expect(faults).toEqual([
    'stages.#2.after: the stages come after each other in a circle: b → c → d → b  take one `after` out',
  ]);
  const line: Edit[] = [
    stages([
      ['a', []],
      ['b', ['a']],
      ['c', ['a', 'b']],
      ['d', ['b', 'c']],
    ]),
    prose(ids),
  ];
  expect(await faultsOf(line)).toEqual([]);
});
