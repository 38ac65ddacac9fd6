import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { loadProposals } from './load-proposals.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');
const today = '2026-11-26';
const bodies = '\nbodies: { council: { name: The council }, zoe: { name: Zoe } }\n';

interface Written {
  status?: string;
  /** Fields of each concern, beside those that every one has. */
  concerns: string[];
  decisions?: string[];
  bodies?: string;
}

/** Every fault as its code, the words at which it stands, what is wrong, and what to do. */
async function faults({ status = 'proposed', concerns, decisions = [], ...more }: Written) {
  const common = 'title: T, text: T., raisedBy: Ops, raised: 2026-02-01, where: W';
  const list = concerns.map((fields) => `  - { ${common}, ${fields} }`).join('\n');
  const votes = decisions.map((fields) => `  - { ${fields} }`).join('\n');
  const text = blueprint
    .replace('status: draft', `status: ${status}`)
    .replace(/champions: .*/, 'champions: [Zoe]')
    .replace(
      /concerns:\n[\s\S]*?signOffs: \[\]/,
      `concerns:\n${list}\ndecisions:${votes === '' ? ' []' : `\n${votes}`}\nsignOffs: []`,
    );
  const root = await proposalsFolder();
  await writeFile(join(root, '0001-async/index.md'), text);
  const registry = join(root, 'projects.yaml');
  await writeFile(registry, (await readFile(registry, 'utf8')) + (more.bodies ?? bodies));
  const { problems } = await loadProposals(root, today);
  const lines = text.split('\n');
  return problems.map(({ code, line, column, message, hint }) => {
    const at = (lines[line - 1] ?? '')
      .slice(column - 1)
      .split(/[,}]/)[0]
      ?.trim();
    return `${code} at "${at ?? ''}": ${message} | ${hint}`;
  });
}

const open = (more = '') => `id: a, blocking: true, wouldClear: C., state: open${more}`;
const closed = (more = '') =>
  `id: a, blocking: true, wouldClear: C., state: closed, disposition: answered, reason: R., closed: 2026-03-01${more}`;
const vote = (more = '') =>
  'overrides: a, body: council, date: 2026-04-01, quorum: 2, vote: { for: [Ada, Ben] }, reason: R., where: M' +
  more;

test.each<[string, Written]>([
  [
    'an open one',
    { concerns: ['id: a, blocking: false, state: open, reason: So far., stage: ready'] },
  ],
  ['a blocking one of a proposed one', { concerns: [open()] }],
  ['a closed one on its day', { concerns: [closed().replace('2026-03-01', '2026-02-01')] }],
  [
    'an accepted proposal whose raiser is satisfied',
    {
      status: 'accepted',
      concerns: [closed(', answer: { says: satisfied, date: 2026-03-01, where: W }')],
    },
  ],
  [
    'an accepted proposal whose raiser did not answer',
    { status: 'accepted', concerns: [closed(', answer: { says: none, by: 2026-03-11 }')] },
  ],
  [
    'an accepted proposal after a vote',
    { status: 'accepted', concerns: [open()], decisions: [vote()] },
  ],
  [
    'a duplicate',
    {
      concerns: [
        open(),
        closed().replace('id: a', 'id: b').replace('answered', 'duplicate, duplicateOf: a'),
      ],
    },
  ],
  [
    'one that was adopted',
    {
      concerns: [
        open(', formerSince: 2026-03-01, adopted: { by: Ada, date: 2026-03-02, where: W }'),
      ],
    },
  ],
])('%s has no fault', async (_, written) => {
  expect(await faults(written)).toEqual([]);
});

test.each<[string, Written, string[]]>([
  [
    'what is closed in name alone, all of it at once',
    { concerns: ['id: a, blocking: true, state: closed'] },
    [
      'concern at "true": concerns.#1.blocking: blocking, but what would clear it? | add `wouldClear`, or set `blocking: false`',
      'concern at "closed": concerns.#1.state: a closed concern needs its `closed` | add the day on which it was closed',
      'concern at "closed": concerns.#1.state: a closed concern needs its `disposition` | add it: accepted, answered, withdrawn, out of scope, duplicate',
      'concern at "closed": concerns.#1.state: a closed concern needs its `reason` | add why it is closed',
    ],
  ],
  [
    'an open one that is half closed',
    { concerns: [open(', disposition: answered, closed: 2026-03-01, duplicateOf: b')] },
    [
      'concern at "answered": concerns.#1.disposition: an open concern has no `disposition` | set `state: closed`, or take it out',
      'concern at "2026-03-01": concerns.#1.closed: an open concern has no `closed` | set `state: closed`, or take it out',
      'concern at "b": concerns.#1.duplicateOf: an open concern has no `duplicateOf` | set `state: closed`, or take it out',
      'concern at "b": concerns.#1.duplicateOf: no concern `b` | none is declared yet',
    ],
  ],
  [
    'an accepted proposal with one open',
    { status: 'accepted', concerns: [open()] },
    [
      'lifecycle at "open": concerns.#1: `a` is blocking and open, but the proposal is accepted | settle it, or set `status: proposed`',
    ],
  ],
  [
    'a completed proposal of which nobody asked the raiser',
    { status: 'completed', concerns: [closed()] },
    [
      'lifecycle at "closed": concerns.#1: `a` is blocking and closed without its raiser’s answer, but the proposal is completed | ask its raiser, and record the `answer`',
    ],
  ],
  [
    'an accepted proposal whose raiser has time left',
    { status: 'accepted', concerns: [closed(', answer: { says: none, by: 2026-12-01 }')] },
    [
      'lifecycle at "closed": concerns.#1: `a` is blocking and closed, and its raiser may answer until 2026-12-01, but the proposal is accepted | wait for that day, or set `status: proposed`',
    ],
  ],
  [
    'an accepted proposal whose raiser is not satisfied',
    {
      status: 'accepted',
      concerns: [closed(', answer: { says: not satisfied, date: 2026-03-02, where: W }')],
    },
    [
      'lifecycle at "closed": concerns.#1: `a` is blocking and closed, and its raiser is not satisfied, but the proposal is accepted | settle it anew, or record the vote of a body that overrides it in `decisions`',
    ],
  ],
  [
    'days out of order',
    {
      concerns: [
        closed(
          ', formerSince: 2026-01-01, answer: { says: satisfied, date: 2026-02-20, where: W }',
        ).replace('closed: 2026-03-01', 'closed: 2026-11-27'),
      ],
    },
    [
      'concern at "2026-11-27": concerns.#1.closed: 2026-11-27 has not come yet | expected the day on which it happened',
      'concern at "2026-01-01": concerns.#1.formerSince: 2026-01-01 is before raised 2026-02-01 | expected a later day',
      'concern at "2026-02-20": concerns.#1.answer.date: 2026-02-20 is before closed 2026-11-27 | expected a later day',
    ],
  ],
  [
    'too little time to answer',
    { concerns: [closed(', answer: { says: none, by: 2026-03-10 }')] },
    [
      'concern at "2026-03-10": concerns.#1.answer.by: 2026-03-10 leaves too little time | expected 2026-03-11 or later: who raised it has 10 days to answer',
    ],
  ],
  [
    'one adopted by the champion, from who did not leave',
    { concerns: [open(', adopted: { by: zoe, date: 2026-03-02, where: W }')] },
    [
      'concern at "{ by: zoe": concerns.#1.adopted: adopted, but who raised it did not leave | add `formerSince`, or take it out',
      'concern at "zoe": concerns.#1.adopted.by: zoe is a champion | expected somebody who does not run the proposal',
    ],
  ],
  [
    'one withdrawn for who had left, and asked about that',
    {
      concerns: [
        closed(', formerSince: 2026-03-01, answer: { says: none, by: 2026-04-01 }').replace(
          'answered',
          'withdrawn',
        ),
      ],
    },
    [
      'concern at "withdrawn": concerns.#1.disposition: who raised it had left and could not withdraw it | expected another disposition, or `adopted` by who withdrew it',
      'concern at "{ says: none": concerns.#1.answer: who withdraws a concern is not asked about it | take it out',
    ],
  ],
  [
    'duplicates of nothing, of itself and of what is not blocking',
    {
      concerns: [
        closed().replace('answered', 'duplicate'),
        closed(', duplicateOf: b').replace('id: a', 'id: b').replace('answered', 'duplicate'),
        closed(', duplicateOf: d').replace('id: a', 'id: c').replace('answered', 'duplicate'),
        'id: d, blocking: false, state: open',
        closed(', duplicateOf: d').replace('id: a', 'id: e'),
      ],
    },
    [
      'concern at "duplicate": concerns.#1.disposition: a duplicate of which? | add `duplicateOf: <id of the other concern>`',
      'concern at "b": concerns.#2.duplicateOf: a duplicate of itself | name the other concern',
      'concern at "d": concerns.#3.duplicateOf: this one is blocking, `d` is not | make that one blocking, or give this one another disposition',
      'concern at "d": concerns.#5.duplicateOf: it is answered, no duplicate | set `disposition: duplicate`, or take it out',
      'concern at "d": concerns.#5.duplicateOf: this one is blocking, `d` is not | make that one blocking, or give this one another disposition',
    ],
  ],
  [
    'votes of nobody, of the champion, too few, against it, and of no concern',
    {
      concerns: [open(), 'id: b, blocking: false, state: open'],
      decisions: [
        vote().replace('council', 'counsel').replace('[Ada, Ben]', '[Ada, Zoe]'),
        vote().replace('overrides: a', 'overrides: b').replace('council', 'zoe'),
        vote().replace('overrides: a', 'overrides: c').replace('2026-04-01', '2026-11-27'),
        vote()
          .replace('date: 2026-04-01', 'date: 2026-01-01')
          .replace('{ for: [Ada, Ben] }', '{ for: [Ada], against: [ada] }'),
      ],
    },
    [
      'concern at "counsel": decisions.#1.body: no body `counsel` | did you mean `council`?',
      'concern at "{ for: [Ada": decisions.#1.vote: 1 voted, the quorum is 2 | expected at least so many',
      'concern at "Zoe]": decisions.#1.vote.for.#2: Zoe is a champion and has no vote here | count them under `abstained`',
      'concern at "b": decisions.#2.overrides: `b` is not blocking | there is nothing to override',
      'concern at "zoe": decisions.#2.body: `zoe` is the champion | expected a body that does not run the proposal',
      'concern at "c": decisions.#3.overrides: no concern `c` | did you mean `a`?',
      'concern at "2026-11-27": decisions.#3.date: 2026-11-27 has not come yet | expected the day of the vote',
      'concern at "a": decisions.#4.overrides: `a` is overridden above | keep the vote that counts',
      'concern at "2026-01-01": decisions.#4.date: 2026-01-01 is before raised 2026-02-01 | expected a later day',
      'concern at "{ for: [Ada]": decisions.#4.vote: 1 for, 1 against | expected more for it than against it',
      'concern at "ada]": decisions.#4.vote.against.#1: ada is counted twice | expected each name once',
    ],
  ],
  [
    'a vote where no body is declared',
    { concerns: [open()], decisions: [vote()], bodies: '' },
    [
      'concern at "council": decisions.#1.body: no body `council` | declare it under `bodies` in projects.yaml',
    ],
  ],
])('%s', async (_, written, expected) => {
  expect(await faults(written)).toEqual(expected);
});

test('a fault of one entry hides none of another, nor of its own other fields', async () => {
  const found = await faults({
    status: 'accepted',
    concerns: [
      'id: a, blocking: perhaps, state: closed, disposition: solved',
      open(', stage: nowhere, projects: [alpha, nobody]').replace('id: a', 'id: b'),
      'id: b, blocking: false, state: open',
    ],
    decisions: [vote().replace('quorum: 2', 'quorum: 1').replace('overrides: a', 'overrides: b')],
  });
  expect(found.map((fault) => fault.split(' | ')[0])).toEqual([
    expect.stringContaining('concerns.#1.blocking: got "perhaps"'),
    expect.stringContaining('a closed concern needs its `closed`'),
    expect.stringContaining('a closed concern needs its `reason`'),
    expect.stringContaining('concerns.#1.disposition: unknown value `solved`'),
    expect.stringContaining('`b` is blocking and open, but the proposal is accepted'),
    expect.stringContaining('no stage `nowhere`'),
    expect.stringContaining('no project `nobody`'),
    expect.stringContaining('concern `b` is already declared at line'),
    expect.stringContaining('decisions.#1.quorum: got 1'),
  ]);
});
