import { expect, test } from 'vitest';
import { sameName, voteFaults, type Vote, type VoteContext, type VoteFault } from './override.ts';

const vote: Vote = {
  ...{ body: 'council', date: '2026-04-01', quorum: 2, reason: 'R.', where: 'Minutes' },
  vote: { for: ['Ada', 'Ben'], against: [], abstained: [] },
};
const context: VoteContext = {
  champions: ['Zoe'],
  bodies: { council: { name: 'The council' }, zoe: {}, team: { name: 'ZOE' } },
  today: '2026-04-01',
};
const votes = (...lists: [string[], string[], string[]]) => ({
  vote: { for: lists[0], against: lists[1], abstained: lists[2] },
});
const fault = (path: VoteFault['path'], message: string, hint: string) => ({ path, message, hint });
const few = (count: string) => fault(['vote'], count, 'expected at least so many');
const lost = (count: string) => fault(['vote'], count, 'expected more for it than against it');
const isTheChampion = (body: string) =>
  fault(['body'], `\`${body}\` is the champion`, 'expected a body that does not run the proposal');

test.each<[string, Partial<Vote>, Partial<VoteContext>, VoteFault[]]>([
  ['on its day, by as many as must', {}, {}, []],
  [
    'on the day after',
    { date: '2026-04-02' },
    {},
    [fault(['date'], '2026-04-02 has not come yet', 'expected the day of the vote')],
  ],
  [
    'by nobody known',
    { body: 'councl' },
    { bodies: { council: {} } },
    [fault(['body'], 'no body `councl`', 'did you mean `council`?')],
  ],
  [
    'by nobody, where no body is declared',
    {},
    { bodies: {} },
    [fault(['body'], 'no body `council`', 'declare it under `bodies` in projects.yaml')],
  ],
  ['where the bodies are not known', { body: 'any' }, { bodies: undefined }, []],
  ['by the champion', { body: 'zoe' }, {}, [isTheChampion('zoe')]],
  ['by the champion’s body', { body: 'team' }, {}, [isTheChampion('team')]],
  [
    'by the champion, bodies unknown',
    { body: 'zoe' },
    { bodies: undefined },
    [isTheChampion('zoe')],
  ],
  [
    'by one of two champions',
    { body: 'team' },
    { champions: ['Eve', 'Zoe'] },
    [isTheChampion('team')],
  ],
  ['by too few', { quorum: 3 }, {}, [few('2 voted, the quorum is 3')]],
  ['those who abstain are there', { quorum: 3, ...votes(['Ada', 'Ben'], [], ['Eve']) }, {}, []],
  [
    'the champion who abstains is not',
    { quorum: 3, ...votes(['Ada', 'Ben'], [], ['Zoe']) },
    {},
    [few('2 voted, the quorum is 3')],
  ],
  [
    'by a champion',
    votes(['Ada', 'Ben', 'zoe'], [], []),
    {},
    [
      fault(
        ['vote', 'for', 2],
        'zoe is a champion and has no vote here',
        'count them under `abstained`',
      ),
    ],
  ],
  [
    'by one who is counted twice',
    votes(['Ada', 'Ben', 'Eve'], ['Joe', ' ADA'], []),
    {},
    [fault(['vote', 'against', 1], ' ADA is counted twice', 'expected each name once')],
  ],
  ['as many against it', votes(['Ada'], ['Ben'], []), {}, [lost('1 for, 1 against')]],
  ['more against it', votes(['Ada'], ['Ben', 'Eve'], []), {}, [lost('1 for, 2 against')]],
  ['one more for it', votes(['Ada', 'Joe'], ['Ben'], []), {}, []],
])('a vote %s', (_, more, about, faults) => {
  expect(voteFaults({ ...vote, ...more }, { ...context, ...about })).toEqual(faults);
});

test.each([
  [true, 'Ada Lovelace', ' ada\t LOVELACE '],
  [true, 'ﬁ', 'FI'],
  [false, 'Ada Lovelace', 'AdaLovelace'],
  [false, 'Ada', 'Ad'],
])('%s: %j and %j are one name', (isSame, a, b) => {
  expect(sameName(a, b)).toBe(isSame);
  expect(sameName(b, a)).toBe(isSame);
});
