import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checkDecisions } from './check-decisions.ts';
import { dataOfText } from './draft.ts';
import { registrySchema } from './registry.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');
const registry = registrySchema.parse({
  teams: { web: {}, ops: {} },
  bodies: { council: { name: 'The council' } },
  projects: { alpha: { team: 'web', repository: 'https://example.org/x/alpha' } },
});
const today = '2026-11-26';

/** Each fault of the blueprint with these keys in place of its own, as `place: what is wrong`. */
function faults(keys: Record<string, unknown>, known: typeof registry | null = registry) {
  const given = { champions: ['Zoe'], signOffs: [], ...keys };
  let text = blueprint;
  for (const [key, value] of Object.entries(given)) {
    const line = `${key}: ${JSON.stringify(value)}`;
    const own = new RegExp(`^${key}:.*$`, 'm');
    text = own.test(text) ? text.replace(own, line) : text.replace(/\n---\n/, `\n${line}\n---\n`);
  }
  const draft = dataOfText('/p/0001-async', text);
  return checkDecisions(draft, known ?? undefined, today).map(({ message, code, hint }) => {
    expect(code).toBe('decision');
    expect(hint).not.toBe('');
    return message;
  });
}

const round = (more: object = {}) => ({ asked: '2026-05-01', ...more });
const yes = { position: 'yes', date: '2026-05-03', by: 'B' };
const signOff = (...rounds: object[]) => ({ signOffs: [{ team: 'web', rounds }] });
const waiver = (more: object = {}) => ({
  ...{ waives: 'web', body: 'council', date: '2026-05-20', quorum: 2 },
  ...{ vote: { for: ['Ada', 'Ben'] }, reason: 'R.', where: 'M', ...more },
});
const exemption = (more: object = {}) => ({
  ...{ exempts: ['alpha'], date: '2026-05-01', by: 'The council', until: '2026-06-01' },
  ...{ reason: 'R.', where: 'M', ...more },
});
const move = (from: string, to: string, date = '2026-05-01') => ({ from, to, date, by: 'Zoe' });

test.each<[string, Record<string, unknown>]>([
  ['nothing decided', {}],
  ['asked', signOff(round())],
  ['answered on the day', signOff(round({ ...yes, date: '2026-05-01' }))],
  ['asked again', signOff(round({ ...yes, position: 'needs work' }), { asked: '2026-05-03' })],
  ['a waiver of a team that was asked', { ...signOff(round()), waivers: [waiver()] }],
  [
    'a waiver on the day of asking',
    { ...signOff(round()), waivers: [waiver({ date: '2026-05-01' })] },
  ],
  ['an exemption of one day', { exemptions: [exemption({ until: '2026-05-01' })] }],
  ['an exemption that has run out', { exemptions: [exemption()] }],
  [
    'a final comment of ten days',
    { status: 'final comment', finalComment: { from: '2026-05-01', until: '2026-05-11' } },
  ],
  [
    'steps',
    {
      status: 'final comment',
      finalComment: { from: '2026-05-02', until: '2026-06-01' },
      moves: [move('draft', 'proposed'), move('proposed', 'final comment', '2026-05-02')],
    },
  ],
  [
    'two steps of one day',
    { status: 'draft', moves: [move('draft', 'proposed'), move('proposed', 'draft')] },
  ],
])('%s is no fault', (_, keys) => {
  expect(faults(keys)).toEqual([]);
});

test.each<[Record<string, unknown>, string[]]>([
  [
    {
      signOffs: [
        { team: 'web', rounds: [round()] },
        { team: 'web', rounds: [round()] },
      ],
    },
    ['signOffs.#2.team: `web` stands above already'],
  ],
  [signOff({ asked: '2026-11-27' }), ['signOffs.#1.rounds.#1.asked: 2026-11-27 has not come yet']],
  [
    signOff(round({ ...yes, date: '2026-11-27' })),
    ['signOffs.#1.rounds.#1.date: 2026-11-27 has not come yet'],
  ],
  [
    signOff(round({ ...yes, date: '2026-04-30' })),
    ['signOffs.#1.rounds.#1.date: 2026-04-30 is before asked 2026-05-01'],
  ],
  [
    signOff(round(yes), { asked: '2026-05-02' }),
    ['signOffs.#1.rounds.#2.asked: 2026-05-02 is before 2026-05-03'],
  ],
  [
    signOff(round({ position: 'no' })),
    [
      'signOffs.#1.rounds.#1.position: no, but when?',
      'signOffs.#1.rounds.#1.position: no, but who said so?',
    ],
  ],
  [
    signOff(round({ by: 'B', note: 'N.' })),
    [
      'signOffs.#1.rounds.#1.by: of which position?',
      'signOffs.#1.rounds.#1.note: of which position?',
    ],
  ],
  [
    signOff(round(), { asked: '2026-05-09' }),
    ['signOffs.#1.rounds.#1.asked: this question was not answered'],
  ],
  [{ waivers: [waiver()] }, ['waivers.#1.waives: web had not been asked by then']],
  [
    { ...signOff(round()), waivers: [waiver({ date: '2026-04-30' })] },
    ['waivers.#1.waives: web had not been asked by then'],
  ],
  [
    { ...signOff(round()), waivers: [waiver(), waiver()] },
    ['waivers.#2.waives: `web` stands above already'],
  ],
  // Votes are held to the rules of override.ts, wherever they stand.
  [
    { ...signOff(round()), waivers: [waiver({ body: 'nobody', vote: { for: ['Ada', 'ZOE'] } })] },
    [
      'waivers.#1.body: no body `nobody`',
      'waivers.#1.vote.for.#2: ZOE is a champion and has no vote here',
      'waivers.#1.vote: 1 voted, the quorum is 2',
    ],
  ],
  [
    { exemptions: [exemption({ date: '2026-11-27', until: '2026-11-28' })] },
    ['exemptions.#1.date: 2026-11-27 has not come yet'],
  ],
  [
    { exemptions: [exemption({ until: '2026-04-30' })] },
    ['exemptions.#1.until: 2026-04-30 is before 2026-05-01'],
  ],
  [{ exemptions: [exemption({ by: 'zoe ' })] }, ['exemptions.#1.by: zoe is a champion']],
  [{ status: 'final comment' }, ['status: final comment, but until when?']],
  [
    { status: 'final comment', finalComment: { from: '2026-05-01', until: '2026-05-10' } },
    ['finalComment.until: 2026-05-10 leaves too little time'],
  ],
  [
    { status: 'accepted', moves: [move('proposed', 'accepted')] },
    ['moves.#1.to: no step from proposed to accepted'],
  ],
  [
    { status: 'withdrawn', moves: [move('draft', 'proposed'), move('draft', 'withdrawn')] },
    ['moves.#2.from: begins at draft, but the last step led to proposed'],
  ],
  [
    {
      status: 'draft',
      moves: [move('draft', 'proposed'), move('proposed', 'draft', '2026-04-30')],
    },
    ['moves.#2.date: 2026-04-30 is before 2026-05-01'],
  ],
  [
    { status: 'draft', moves: [move('draft', 'proposed', '2026-11-27')] },
    [
      'moves.#1.date: 2026-11-27 has not come yet',
      'status: the status is draft, but the log ends with proposed',
    ],
  ],
])('%j is told', (keys, told) => {
  expect(faults(keys)).toEqual(told);
});

test('while the registry is faulty no body is called unknown', () => {
  const one = { ...signOff(round()), waivers: [waiver({ body: 'nobody' })] };
  expect(faults(one, null)).toEqual(faults(one).filter((message) => !message.includes('no body')));
});
