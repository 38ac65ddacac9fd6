import { describe, expect, it } from 'vitest';
import { reviewIndex } from './review-index.ts';
import type { Review, Waits } from './review.ts';
import { turnContext, turnOf, type Turn } from './turn.ts';

const id = (number: number) => `gerrit:review.example.org/demo/alpha~${number}` as const;
const commit = (number: number) => String(number).repeat(40);
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: id(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: 'Ada',
  ...more,
});

function turn(more: Partial<Review>, others: Review[] = []): Turn {
  const one = review(1, more);
  const all = [one, ...others];
  return turnOf(one, turnContext(all, reviewIndex(all)));
}
/** Whose turn it is, why, whom it means and since when. */
function told(waits: Waits | undefined, more: Partial<Review> = {}) {
  const { who, because, people, since, isRefused, behind } = turn({
    ...more,
    ...(waits === undefined ? {} : { waits }),
  });
  expect(behind).toBeUndefined();
  expect(isRefused).toBe(waits?.refused !== undefined);
  return [who, because, people, since];
}

const early = '2026-01-01T00:00:00Z';
const late = '2026-02-01T00:00:00Z';

describe('whose turn it is at an open review', () => {
  it.each<[string, Waits | undefined, Partial<Review>, unknown[]]>([
    [
      'a vote blocks',
      { refused: { by: ['Code-Review', 'Workflow'], since: early } },
      {},
      ['author', 'refused by Code-Review, Workflow', ['Ada'], early],
    ],
    ['a draft', {}, { draft: true }, ['author', 'a draft', ['Ada'], undefined]],
    [
      'a conflict',
      { conflict: true },
      {},
      ['author', 'in conflict with its branch', ['Ada'], undefined],
    ],
    [
      'all is there',
      { isReady: true },
      {},
      ['submitter', 'nothing is left but to land it', [], undefined],
    ],
    [
      'not all is there',
      { isReady: false },
      {},
      ['unknown', 'gerrit:review.example.org does not say', [], undefined],
    ],
    [
      'its author is asked',
      {
        attention: [
          { who: 'Bo', since: early },
          { who: 'Ada', isOwner: true, since: late },
        ],
      },
      {},
      ['author', 'its server asks its author', ['Ada'], late],
    ],
    [
      'others are asked',
      { attention: [{ who: 'Bo', since: late }, { who: null, since: early }, { who: 'Cy' }] },
      {},
      ['reviewers', 'its server asks for a review', ['Bo', 'Cy'], early],
    ],
    [
      'somebody is asked, nobody knows since when',
      { attention: [{ who: 'Bo' }] },
      {},
      ['reviewers', 'its server asks for a review', ['Bo'], undefined],
    ],
    [
      'checks fail',
      { failing: ['a', 'b', 'c', 'd'] },
      {},
      ['author', 'failing: a, b, c', ['Ada'], undefined],
    ],
    [
      'votes against',
      {},
      { votes: { Verified: { '+1': 2 }, 'Code-Review': { '+2': 1, '-1': 1 }, Other: { '-2': 1 } } },
      ['author', 'asked to change by Code-Review, Other', ['Ada'], undefined],
    ],
    [
      'votes for it alone',
      {},
      { votes: { Verified: { '+1': 2 } } },
      ['unknown', 'gerrit:review.example.org does not say', [], undefined],
    ],
    ['open comments', { unresolved: 3 }, {}, ['author', '3 comments are open', ['Ada'], undefined]],
    [
      'no open comment',
      { unresolved: 0, reviewers: ['Bo'] },
      {},
      ['reviewers', 'a review is asked for', ['Bo'], undefined],
    ],
    [
      'demands not met',
      { unmet: ['Code-Review', 'Verified'] },
      {},
      ['reviewers', 'wants Code-Review, Verified', [], undefined],
    ],
    [
      'empty lists',
      { attention: [], failing: [], reviewers: [], unmet: [] },
      {},
      ['unknown', 'gerrit:review.example.org does not say', [], undefined],
    ],
    [
      'nothing',
      undefined,
      {},
      ['unknown', 'gerrit:review.example.org does not say', [], undefined],
    ],
    [
      'an owner without a name',
      { conflict: true },
      { owner: null },
      ['author', 'in conflict with its branch', [], undefined],
    ],
  ])('%s', (_, waits, more, expected) => {
    expect(told(waits, more)).toEqual(expected);
  });

  it('what stops it goes before what its server asks for, in this order', () => {
    const all: Waits = {
      refused: { by: ['Code-Review'] },
      conflict: true,
      isReady: true,
      attention: [{ who: 'Bo' }],
      failing: ['a'],
      unresolved: 1,
      reviewers: ['Bo'],
      unmet: ['x'],
    };
    const votes = { 'Code-Review': { '-1': 1 } };
    const order: (keyof Waits | 'draft' | 'votes')[] = [
      ...(['refused', 'draft', 'conflict', 'isReady', 'attention'] as const),
      ...(['failing', 'votes', 'unresolved', 'reviewers', 'unmet'] as const),
    ];
    const seen = order.map((_, i) => {
      const waits = Object.fromEntries(
        Object.entries(all).filter(([key]) => order.indexOf(key as keyof Waits) >= i),
      );
      const draft = i <= order.indexOf('draft') ? { draft: true as const } : {};
      const cast = i <= order.indexOf('votes') ? { votes } : {};
      return turn({ waits, ...draft, ...cast }).because.replace(/ .*/, '');
    });
    expect(seen).toEqual([
      'refused',
      'a',
      'in',
      'nothing',
      'its',
      'failing:',
      'asked',
      '1',
      'a',
      'wants',
    ]);
  });
});

describe('a review that must land first', () => {
  const standsOn = (number: number) => ({ waits: { parents: [commit(number)], isReady: true } });

  it('is an open one whose commit it stands on', () => {
    const below = review(2, { commit: commit(2) });
    const found = turn(standsOn(2), [below, review(3, { commit: commit(3) })]);
    expect(found).toEqual({
      who: 'another review',
      because: 'another review must land first',
      isRefused: false,
      since: undefined,
      people: [],
      behind: below,
    });
    // The same commit may have landed on another branch.
    const landed = review(3, { commit: commit(2), status: 'merged' });
    expect(turn(standsOn(2), [below, landed]).behind).toBe(below);
  });

  it('is an open one that it says it depends on', () => {
    const named = review(2);
    expect(turn({ dependsOn: ['no address', id(2)] }, [named]).behind).toBe(named);
  });

  it('is an open one of a Change-Id that it says it depends on', () => {
    const changeId = `I${commit(2)}`;
    const merged = review(3, { changeId, branch: 'stable/1', status: 'merged' });
    const open = review(2, { changeId, branch: 'master' });
    expect(turn({ dependsOn: [changeId] }, [merged, open]).behind).toBe(open);
  });

  it.each<[string, Partial<Review>, Review[]]>([
    ['a merged one', standsOn(2), [review(2, { commit: commit(2), status: 'merged' })]],
    ['a merged one that is named', { dependsOn: [id(2)] }, [review(2, { status: 'merged' })]],
    ['another commit', standsOn(3), [review(2, { commit: commit(2) })]],
    ['one that is not known', { dependsOn: [id(9)] }, []],
    ['itself', { ...standsOn(1), commit: commit(1), dependsOn: [id(1)] }, []],
  ])('is not %s', (_, more, others) => {
    expect(turn(more, others).behind).toBeUndefined();
  });
});
