import { Secrets } from './secrets.ts';
import { describe, expect, it } from 'vitest';
import { registrySchema } from '../../proposal/registry.ts';
import { reviewQuerySchema } from '../../proposal/stage.ts';
import { parseReviewAddress } from '../review-address.ts';
import { plannedRequests } from './dry-run.ts';
import { planSystem, systemQueries, type ProposalInput } from './plan.ts';
import type { Review } from '../review.ts';
import { emptySnapshot } from '../snapshot.ts';

const registry = registrySchema.parse({
  reviewSystems: [
    { kind: 'gerrit', host: 'review.example.org', aliases: ['old.example.org'] },
    { kind: 'github', host: 'github.com' },
  ],
  teams: { t: {} },
  projects: {
    alpha: { team: 't', repository: 'https://git.example.org/demo/alpha' },
    beta: { team: 't', repository: 'https://github.com/demo/beta' },
  },
});
const [gerrit, github] = registry.reviewSystems;
if (gerrit === undefined || github === undefined) throw new Error('no systems');

const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: `gerrit:review.example.org/demo/alpha~${number}`,
  repository: 'demo/alpha',
  title: '',
  status: 'open',
  owner: null,
  ...more,
});
const input = (
  more: Partial<ProposalInput> & { queries?: unknown[]; cited?: string[] } = {},
): ProposalInput => ({
  name: '0001-x',
  folder: '/nowhere',
  stages: [
    { id: 'one', reviews: (more.queries ?? []).map((query) => reviewQuerySchema.parse(query)) },
  ],
  citations: (more.cited ?? []).flatMap((url) => {
    const address = parseReviewAddress(url, registry.reviewSystems);
    return address === undefined ? [] : [{ address, url, line: 1, column: 1 }];
  }),
  decisions: [],
  snapshot: emptySnapshot(),
  ...more,
});
const context = { registry, day: undefined };

describe('what a system is asked', () => {
  const asked = (query: unknown) => {
    const parsed = reviewQuerySchema.parse(query);
    return [systemQueries(parsed, gerrit, registry), systemQueries(parsed, github, registry)];
  };

  it.each<[unknown, string[], string[]]>([
    [{ topic: ['a', 'b c'] }, ['(topic:a OR topic:"b c")'], []],
    [{ hashtag: ['x'], on: 'github:github.com' }, [], []],
    [{ bug: ['#12'] }, ['bug:12'], ['is:pull-request repo:demo/beta "#12" (in:title OR in:body)']],
    [{ label: ['x', 'y'] }, [], ['is:pull-request label:"x","y" repo:demo/beta']],
    [{ search: 'is:open extra' }, [], ['is:pull-request is:open extra repo:demo/beta']],
    // Each system is asked only for the repositories that the registry places on it.
    [{ marker: ['[m]'], repository: ['demo/alpha'] }, ['message:"[m]" project:"demo/alpha"'], []],
    [
      { marker: ['[m]'], repository: ['demo/beta'], branch: ['main', 'old'] },
      [],
      [
        'is:pull-request repo:demo/beta "[m]" (in:title OR in:body) base:main',
        'is:pull-request repo:demo/beta "[m]" (in:title OR in:body) base:old',
      ],
    ],
    [{ message: ['say "x"'], file: ['a/b.cfg'] }, ['message:{say "x"} file:"a/b.cfg"'], []],
  ])('for %j', (query, ofGerrit, ofGithub) => {
    expect(asked(query)).toEqual([ofGerrit, ofGithub]);
  });

  it('is asked once for several proposals, from the earliest mark that one of them has', () => {
    const marked = (mark: string | undefined, since: string) =>
      input({
        queries: [{ topic: ['t'] }],
        since,
        snapshot: {
          ...emptySnapshot(),
          sources:
            mark === undefined
              ? []
              : [{ source: 'gerrit:review.example.org', seen: { 'topic:t': mark } }],
        },
      });
    const plan = planSystem(
      gerrit,
      [marked('2026-03-01T00:00:00Z', '2020-01-01'), marked(undefined, '2025-01-01')],
      context,
    );
    // Where nothing was read yet, it begins on the day from which the proposal counts.
    expect([...plan.queries]).toEqual([['topic:t', '2025-01-01T00:00:00Z']]);
  });

  it('is asked for what is cited and not known, each once, whatever the form', () => {
    const plan = planSystem(
      gerrit,
      [
        input({
          cited: [
            'https://old.example.org/#/c/5/',
            'https://review.example.org/c/demo/alpha/+/5',
            'https://review.example.org/c/demo/alpha/+/6',
            'https://review.example.org/q/topic:x',
            'https://github.com/demo/beta/pull/9',
          ],
          snapshot: { ...emptySnapshot(), reviews: [review(6)] },
        }),
      ],
      context,
    );
    expect([...plan.numbers]).toEqual([5]);
    expect(plan.open.map(({ id }) => id)).toEqual([review(6).id]);
    const pulls = planSystem(
      github,
      [input({ cited: ['https://github.com/Demo/Beta/pull/9'] })],
      context,
    );
    expect([...pulls.pulls.keys()]).toEqual(['github:demo/beta#9']);
  });

  it('is asked in a fortnight for everything once, however final, and nothing twice', () => {
    const reviews = Array.from({ length: 500 }, (_, i) =>
      review(i + 1, { status: i % 2 === 0 ? 'merged' : 'abandoned' }),
    );
    const proposal = input({ snapshot: { ...emptySnapshot(), reviews } });
    const due = Array.from({ length: 14 }, (_, day) =>
      planSystem(gerrit, [proposal], { registry, day: 20_000 + day }).due.map(({ id }) => id),
    );
    expect(due.flat().sort()).toEqual(reviews.map(({ id }) => id).sort());
    // Evenly: no day is more than twice as full as it should be.
    for (const part of due) expect(part.length).toBeLessThan((2 * 500) / 14);
    expect(planSystem(gerrit, [proposal], context).due).toEqual([]);
  });

  it('fits thousands of open ones into few requests', async () => {
    const reviews = Array.from({ length: 1000 }, (_, i) => review(900_000 + i));
    const snapshot = {
      ...emptySnapshot(),
      reviews,
      sources: [{ source: 'gerrit:review.example.org', seen: { open: '2026-03-01T00:00:00Z' } }],
    };
    const plan = planSystem(gerrit, [input({ snapshot, queries: [{ topic: ['t'] }] })], context);
    const requests = await plannedRequests(plan, [gerrit], new Secrets());
    expect(requests).toHaveLength(3);
    for (const request of requests) expect(request.length).toBeLessThan(8000);
  });
});
