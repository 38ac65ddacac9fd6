import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/review/snapshot.ts';
import { FakeGerrit, type FakeChange } from './fake-gerrit.ts';
import { Workbench } from './workbench.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 2, 1, 6);
const days = 30;
/** Farther ahead than any test runs. */
const jump = 400 * day;

/** What can happen on a day; each at most once in a run. */
const mishaps = ['small budget', 'server dies', 'server clock jumps', 'own clock jumps'] as const;
/** What is done on the server on a day. */
const deeds = ['deletion', 'rename'] as const;
type What = (typeof mishaps)[number] | (typeof deeds)[number];
/** By what happens, its day from 2 to 12. */
type Calendar = Partial<Record<What, number>>;

function text(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.000000000`;
}

/**
 * The server's changes at the end of a day. Twelve are there from the beginning; each day brings one
 * more, merges the one of three days before and touches one of the twelve.
 */
function changesOn(today: number, { deletion, rename, ...rest }: Calendar): FakeChange[] {
  const jumped = rest['server clock jumps'];
  const at = (on: number) => text(start + on * day - 3_600_000 + (on === jumped ? jump : 0));
  const owner = rename !== undefined && today >= rename ? 'Ada Renamed' : 'Ada Example';
  const all: FakeChange[] = [];
  for (let number = 1; number <= 12; number++) {
    const touched = Array.from({ length: today }, (_, i) => i + 1).findLast(
      (on) => on % 12 === number % 12,
    );
    const status = number % 3 === 0 ? 'MERGED' : 'NEW';
    all.push({ number, status, owner, updated: touched === undefined ? at(0) : at(touched) });
  }
  for (let on = 1; on <= today; on++) {
    const isMerged = on + 3 <= today;
    const updated = at(isMerged ? on + 3 : on);
    all.push({ number: 100 + on, status: isMerged ? 'MERGED' : 'NEW', owner, updated });
  }
  const isGone = deletion !== undefined && today >= deletion;
  // An open one and a merged one.
  return isGone ? all.filter(({ number }) => number !== 1 && number !== 3) : all;
}

/** All that thirty daily runs leave behind, but for the days on which something was first seen. */
function told({ reviews, links, unresolved }: Pick<Snapshot, 'reviews' | 'links' | 'unresolved'>) {
  return {
    // A moment that a wrong clock wrote stays as the server has it: nothing that can be read off it
    // is compared.
    reviews: reviews.map((review) => ({ ...review, updated: '', merged: '' })),
    links: links.map(({ provenance, ...link }) => ({
      ...link,
      provenance: provenance.map(({ kind, text }) => ({ kind, text })),
    })),
    unresolved,
  };
}

describe('thirty days of a daily run', () => {
  let server: FakeGerrit;
  beforeAll(async () => {
    server = await FakeGerrit.start([]);
    server.limit = 10;
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function thirtyDays(calendar: Calendar) {
    await using work = await Workbench.create([
      { kind: 'gerrit', host: server.host, aliases: [], api: `http://${server.host}` },
    ]);
    work.stage('one', { topic: ['move'] });
    for (let today = 1; today <= days; today++) {
      server.changes = changesOn(today, calendar);
      const now = start + today * day;
      server.clock = now + (calendar['server clock jumps'] === today ? jump : 0);
      let asked = 0;
      const dies = calendar['server dies'] === today;
      await work.sync({
        now: () => now + (calendar['own clock jumps'] === today ? 5 * day : 0),
        cycle: 7,
        fetcher: {
          budget: calendar['small budget'] === today ? 1 : 50,
          attempts: 1,
          fetch: (input, init) =>
            dies && ++asked > 1 ? Promise.reject(new Error('gone')) : fetch(input, init),
        },
      });
    }
    const { reviews, links, unresolved } = await work.read();
    return told({ reviews, links: links as Snapshot['links'], unresolved });
  }

  it(
    'ends as if nothing had gone wrong, in whatever order it did',
    { timeout: 600_000 },
    async () => {
      const undisturbed = await thirtyDays({ deletion: 5, rename: 5 });
      expect(undisturbed.reviews).toHaveLength(42);
      expect(undisturbed.reviews.filter(({ status }) => status === 'gone')).toHaveLength(2);
      expect(new Set(undisturbed.reviews.map(({ owner }) => owner))).toEqual(
        new Set(['Ada Renamed']),
      );
      const calendars = fc
        .shuffledSubarray([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 6, maxLength: 6 })
        .map((on): Calendar =>
          Object.fromEntries([...mishaps, ...deeds].map((what, i) => [what, on[i]])),
        );
      await fc.assert(
        fc.asyncProperty(calendars, async (calendar) => {
          expect(await thirtyDays(calendar)).toEqual(undisturbed);
        }),
        { numRuns: 6, endOnFailure: true },
      );
    },
  );
});
