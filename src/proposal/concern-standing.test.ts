import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concernSchema, dispositions, type Concern } from './concern.ts';
import { holderOf, holdUp, isOrphaned, overrideOf, type HoldUp } from './concern-standing.ts';
import { overrideSchema } from './override.ts';

const raised = {
  id: 'speed',
  title: 'It is slow',
  text: 'It may be slower than before.',
  raisedBy: 'Operators',
  raised: '2026-01-01',
  where: 'The list',
  blocking: true,
  wouldClear: 'A measurement.',
};
const concern = (more: object = {}) => concernSchema.parse({ ...raised, state: 'open', ...more });
const closed = (more: object = {}) =>
  concern({
    state: 'closed',
    disposition: 'answered',
    reason: 'R.',
    closed: '2026-02-01',
    ...more,
  });
const vote = (more: object = {}) =>
  overrideSchema.parse({
    overrides: 'speed',
    body: 'council',
    date: '2026-03-01',
    quorum: 3,
    vote: { for: ['Ada', 'Ben'], against: ['Cleo'] },
    reason: 'R.',
    where: 'Minutes',
    ...more,
  });
const register = (concerns: Concern[], decisions: ReturnType<typeof vote>[] = []) => ({
  concerns,
  decisions,
  champions: ['Zoe'],
  bodies: { council: { name: 'The council' }, zoe: { name: 'Zoe' } },
  today: '2026-04-01',
});
const why = (one: Concern, ...decisions: ReturnType<typeof vote>[]) =>
  holdUp(one, register([one], decisions));
const said = { date: '2026-02-02', where: 'The list' };

test.each<[string, Concern, HoldUp | undefined]>([
  ['an open one', concern(), 'open'],
  ['one that blocks nothing', concern({ blocking: false }), undefined],
  ['a closed one of which nobody asked', closed(), 'not asked'],
  [
    'a closed one with which its raiser is content',
    closed({ answer: { says: 'satisfied', ...said } }),
    undefined,
  ],
  [
    'a closed one with which its raiser is not',
    closed({ answer: { says: 'not satisfied', ...said } }),
    'not satisfied',
  ],
  [
    'one whose raiser has until today',
    closed({ answer: { says: 'none', by: '2026-04-01' } }),
    'awaits the answer',
  ],
  [
    'one whose raiser had until yesterday',
    closed({ answer: { says: 'none', by: '2026-03-31' } }),
    undefined,
  ],
  [
    'one whose raiser had nine days',
    closed({ answer: { says: 'none', by: '2026-02-10' } }),
    'not closed right',
  ],
  [
    'one whose raiser had ten days',
    closed({ answer: { says: 'none', by: '2026-02-11' } }),
    undefined,
  ],
  ['one that was accepted, unasked', closed({ disposition: 'accepted' }), 'not asked'],
  ['one out of scope, unasked', closed({ disposition: 'out of scope' }), 'not asked'],
  ['a withdrawn one', closed({ disposition: 'withdrawn' }), undefined],
  [
    'one withdrawn for who had left',
    closed({ disposition: 'withdrawn', formerSince: '2026-01-09' }),
    'not closed right',
  ],
  [
    'one withdrawn by who adopted it',
    closed({
      disposition: 'withdrawn',
      formerSince: '2026-01-09',
      adopted: { by: 'Ada', ...said },
    }),
    undefined,
  ],
  ['an open one of a former holder', concern({ formerSince: '2026-01-09' }), 'open'],
  ['a closed one without its day', closed({ closed: undefined }), 'not closed right'],
])('%s', (_, one, expected) => {
  expect(why(one)).toBe(expected);
});

test('a duplicate stands as the other one does, and never past it', () => {
  const duplicate = closed({ id: 'slow', disposition: 'duplicate', duplicateOf: 'speed' });
  const with_ = (...others: Concern[]) => holdUp(duplicate, register([duplicate, ...others]));
  expect(with_(concern())).toBe('open');
  expect(with_(closed({ answer: { says: 'satisfied', ...said } }))).toBeUndefined();
  expect(with_(closed({ answer: { says: 'not satisfied', ...said } }))).toBe('not satisfied');
  expect(with_(concern({ blocking: false }))).toBe('not closed right');
  expect(with_()).toBe('not closed right');
  expect(with_(closed({ disposition: 'duplicate', duplicateOf: 'slow' }))).toBe('not closed right');
});

test('a vote overrides what is open and what its raiser does not accept, unless it counts for nothing', () => {
  expect(why(concern(), vote())).toBeUndefined();
  expect(why(closed({ answer: { says: 'not satisfied', ...said } }), vote())).toBeUndefined();
  expect(overrideOf(concern(), register([concern()], [vote()]))).toEqual(vote());
  const nothing = [
    vote({ overrides: 'other' }),
    vote({ date: '2025-12-31' }),
    vote({ date: '2026-04-02' }),
    vote({ body: 'nobody' }),
    vote({ body: 'zoe' }),
    vote({ vote: { for: ['Ada', 'Ben'] } }),
    vote({ vote: { for: ['Ada', 'Ben'], against: ['Cleo', 'Dan'] } }),
    vote({ vote: { for: ['Ada', 'Ben', 'zoe '] } }),
    vote({ vote: { for: ['Ada', 'Ben', 'Ada'] } }),
    vote({ vote: { for: ['Ada', 'Ben'], abstained: ['Zoe'] } }),
  ];
  for (const one of nothing) expect(why(concern(), one), JSON.stringify(one)).toBe('open');
  expect(why(concern(), ...nothing, vote())).toBeUndefined();
});

test('who adopted a concern speaks for it', () => {
  const left = concern({ formerSince: '2026-01-09' });
  const adopted = concern({ formerSince: '2026-01-09', adopted: { by: 'Ada', ...said } });
  expect([holderOf(left), isOrphaned(left)]).toEqual(['Operators', true]);
  expect([holderOf(adopted), isOrphaned(adopted)]).toEqual(['Ada', false]);
  expect(isOrphaned(concern())).toBe(false);
});

test('whatever else is written, a blocking concern is past only by its raiser, by time, or by a vote', () => {
  const day = fc.constantFrom('2026-01-01', '2026-02-01', '2026-02-20', '2026-03-31', '2026-04-01');
  const id = fc.constantFrom('a', 'b', 'c');
  const some = fc
    .record(
      {
        id,
        state: fc.constantFrom('open', 'closed'),
        disposition: fc.constantFrom(...dispositions),
        duplicateOf: id,
        closed: day,
        reason: fc.constant('R.'),
        formerSince: day,
        answer: fc.oneof(
          fc.record({
            says: fc.constantFrom('satisfied', 'not satisfied'),
            date: day,
            where: fc.constant('W'),
          }),
          fc.record({ says: fc.constant('none'), by: day }),
        ),
      },
      { requiredKeys: ['id', 'state'] },
    )
    .map((fields) => concern(fields));
  fc.assert(
    fc.property(
      fc.uniqueArray(some, { selector: (one) => one.id, minLength: 1, maxLength: 3 }),
      (all) => {
        for (const one of all) {
          if (holdUp(one, register(all)) !== undefined) continue;
          // Follow what it repeats: at the end stands one that its raiser let go.
          let here = one;
          while (here.disposition === 'duplicate') {
            here = all.find((other) => other.id === here.duplicateOf) ?? here;
          }
          expect(here.state).toBe('closed');
          const letGo =
            here.disposition === 'withdrawn' ||
            here.answer?.says === 'satisfied' ||
            (here.answer?.says === 'none' && here.answer.by < '2026-04-01');
          expect(letGo).toBe(true);
        }
      },
    ),
  );
});
