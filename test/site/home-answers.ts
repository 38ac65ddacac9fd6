import { beforeAll, describe, expect, test } from 'vitest';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

interface Data<T> {
  written: string;
  data: T;
}
interface StageInShort {
  id: string;
  title: string;
  due: { day: string; release?: string } | null;
  projects: Record<string, number>;
  rows: string;
}
interface InShort {
  number: number;
  name: string;
  title: string;
  status: string;
  champions: string[];
  since: string;
  asOf: { oldest: string | null; newest: string | null };
  stages: StageInShort[];
  reviews: { pages: string[] };
}
interface Row {
  project: string;
  status: string;
  since: { date: string } | null;
  asOf: { day: string | null } | null;
  counts: Record<string, unknown>;
}
type Points = Record<string, { points: [number, string, string][] }>;

/**
 * The ten-second test: what a champion is asked in a meeting is answered by one sentence each of the
 * home page, and is what somebody finds who reads the data pages and reckons alone.
 */
export function describeHomeAnswers(site: () => SiteInBrowser): void {
  describe('the home page answers in ten seconds', () => {
    let today: string;
    let live: InShort[];
    let home: string[][];
    const get = async <T>(path: string): Promise<Data<T>> =>
      (await fetch(site().url + path)).json() as Promise<Data<T>>;

    beforeAll(async () => {
      const { written, data } = await get<InShort[]>('/api/v1/proposals.json');
      today = written;
      live = data
        .filter(({ status }) =>
          ['draft', 'proposed', 'final comment', 'accepted', 'active'].includes(status),
        )
        .toSorted((a, b) => b.number - a.number);
      const page = await site().open('/');
      const cards = page.locator('.summary:has(.answer)');
      home = await Promise.all(
        (await cards.all()).map(async (card) =>
          Promise.all(
            ['far', 'pace', 'next', 'stuck', 'ask'].map(async (question) => {
              const found = await card.locator(`[data-answer=${question}]`).allInnerTexts();
              return found.join(' ').replace(/\s+/g, ' ').trim();
            }),
          ),
        ),
      );
      await page.close();
    });

    /** Open and affected at a stage, by the figures of the data pages alone. */
    const figures = ({ projects }: StageInShort) => {
      const { done = 0, 'not affected': without = 0, ...open } = projects;
      const left = Object.values(open).reduce((a, b) => a + b, 0);
      return { done, left, affected: done + left, without };
    };
    /** The stage of which the answers must speak. */
    const focus = ({ stages }: InShort): StageInShort | undefined => {
      const open = stages.filter((stage) => figures(stage).left > 0);
      const day = (stage: StageInShort) => stage.due?.day ?? '';
      const passed = open.filter((stage) => day(stage) !== '' && day(stage) < today);
      const coming = open.filter((stage) => day(stage) >= today && day(stage) !== '');
      const latest = passed.map(day).toSorted().at(-1);
      const soonest = coming.map(day).toSorted()[0];
      const candidates = latest
        ? passed.filter((stage) => day(stage) === latest)
        : soonest
          ? coming.filter((stage) => day(stage) === soonest)
          : open.slice(0, 1);
      return candidates.toSorted((a, b) => figures(b).affected - figures(a).affected)[0];
    };
    const spoken = (day: string) =>
      new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
        dateStyle: 'medium',
        timeZone: 'UTC',
      });

    test('each blueprint under way has its answers', () => {
      expect(live.length).toBeGreaterThan(3);
      expect(home.length).toBe(live.length);
    });

    test('how far, and as of when, with what the day of the stage is to those who are not through', async () => {
      for (const [i, of] of live.entries()) {
        const stage = focus(of);
        const said = home[i]?.[0] ?? '';
        if (stage === undefined) {
          expect(said).toMatch(/^No project that it concerns has anything left/);
          continue;
        }
        const { done, affected, left } = figures(stage);
        expect(said).toMatch(new RegExp(`^${done} of ${affected} projects? that it concerns`));
        expect(said).toContain(stage.title);
        if (of.asOf.newest !== null) expect(said).toContain(spoken(of.asOf.newest));
        if (of.asOf.oldest !== null) expect(said).toContain(spoken(of.asOf.oldest));
        if (stage.due === null) continue;
        expect(said).toContain(spoken(stage.due.day));
        const { data } = await get<{ rows: Row[] }>(stage.rows);
        const open = data.rows.filter(({ status }) => !['done', 'not affected'].includes(status));
        expect(open.length).toBe(left);
        const due = stage.due.day;
        const unseen = open.filter(({ asOf }) => !(asOf?.day && asOf.day > due)).length;
        if (due >= today) expect(said).toContain(`${left} have until`);
        else if (unseen < left) expect(said).toContain(`${left - unseen} missed`);
        else expect(said).toMatch(new RegExp(`nobody has looked at the other ${unseen}`));
      }
    });

    test('how fast', async () => {
      for (const [i, of] of live.entries()) {
        const stage = focus(of);
        const until = of.asOf.newest;
        if (stage === undefined || until === null) continue;
        const { data } = await get<{ rows: Row[] }>(stage.rows);
        const window = Math.min(240, (Date.parse(until) - Date.parse(of.since)) / 86_400_000);
        const from = new Date(Date.parse(until) - window * 86_400_000).toISOString().slice(0, 10);
        const came = data.rows.filter(
          ({ status, since }) =>
            status === 'done' &&
            since !== null &&
            since.date.slice(0, 10) > from &&
            since.date.slice(0, 10) <= until,
        ).length;
        const isKnown = data.rows.some(({ status }) =>
          ['in progress', 'regressed', 'not started'].includes(status),
        );
        if (!isKnown) {
          expect(home[i]?.[1]).toMatch(/cannot be told: how they stand is not known\.$/);
          continue;
        }
        // Fewer than two are no pace.
        expect(home[i]?.[1]).toMatch(
          came < 2
            ? /^When the rest will be through cannot be told: no trend/
            : new RegExp(`^${came} came through in the ${window} days before; `),
        );
      }
    });

    test('how long until the next date, and how many are through with what it asks', () => {
      for (const [i, of] of live.entries()) {
        const coming = of.stages
          .filter(
            (stage) => stage.due !== null && stage.due.day >= today && figures(stage).left > 0,
          )
          .toSorted((a, b) => (a.due?.day ?? '').localeCompare(b.due?.day ?? ''));
        const day = coming[0]?.due?.day;
        if (day === undefined) {
          expect(home[i]?.[2]).toBe('Nothing is due on a day to come.');
          continue;
        }
        // The page counts by the day of who reads it, which may be the day after that of the build.
        const days = (Date.parse(day) - Date.parse(today)) / 86_400_000;
        const counted = Number(/^(\d+) days?/.exec(home[i]?.[2] ?? '')?.[1]);
        expect([days, days - 1]).toContain(counted);
        const told = coming.filter(({ due }) => due?.day === day);
        const [stage] = told.toSorted((a, b) => figures(b).affected - figures(a).affected);
        if (stage === undefined) continue;
        const { done, affected } = figures(stage);
        expect(home[i]?.[2]).toContain(`${done} of ${affected} are through`);
        expect(home[i]?.[2]).toContain(spoken(day));
        expect(home[i]?.[2]).toMatch(/open ones by then\.$|how many will be cannot be told\.$/);
      }
    });

    test('who is stuck, and nobody of whom that cannot be told', async () => {
      for (const [i, of] of live.entries()) {
        const stage = focus(of);
        if (stage === undefined) continue;
        const { data } = await get<{ rows: Row[] }>(stage.rows);
        const reviewed = new Set<string>();
        for (const path of of.reviews.pages) {
          const page = await get<{
            reviews: { id: string; status: string; repository: string | null }[];
            links: { review: string; stage: string; decision: string }[];
          }>(path);
          for (const { review, stage: at, decision } of page.data.links) {
            const one = page.data.reviews.find(({ id }) => id === review);
            if (at !== stage.id || decision !== 'confirmed' || one?.status !== 'open') continue;
            reviewed.add((one.repository ?? '').split('/')[1] ?? '');
          }
        }
        const stuck: string[] = [];
        for (const row of data.rows) {
          const day = row.asOf?.day;
          if (['done', 'not affected', 'unknown'].includes(row.status) || !day) continue;
          const project = await get<{
            proposals: {
              proposal: number;
              adoption: null | {
                history: { from: { date: string } | null };
                probes: Points;
                partProbes: Record<string, Points>;
              };
            }[];
          }>(`/api/v1/projects/${row.project}.json`);
          const read = project.data.proposals.find(({ proposal }) => proposal === of.number);
          const answers = [
            read?.adoption?.probes ?? {},
            ...Object.values(read?.adoption?.partProbes ?? {}),
          ];
          const moves = answers.flatMap((probes) =>
            Object.keys(row.counts).flatMap((probe) =>
              (probes[probe]?.points ?? []).slice(1).map(([, , date]) => date.slice(0, 10)),
            ),
          );
          const begun = read?.adoption?.history.from?.date.slice(0, 10) ?? '';
          const last = moves.toSorted().at(-1) ?? [begun, of.since].toSorted().at(-1) ?? '';
          const rests = (Date.parse(day) - Date.parse(last)) / 86_400_000 > 90;
          if (rests && !reviewed.has(row.project)) stuck.push(row.project);
        }
        const said = home[i]?.[3] ?? '';
        if (stuck.length === 0) expect(said).toBe('Nobody is known to be stuck.');
        else {
          expect(said).toMatch(
            new RegExp(`^${stuck.length} projects? of the ${figures(stage).left} `),
          );
          const named = said
            .slice(said.indexOf(':') + 1)
            .replace(/ and \d+ more\.$|\.$/, '')
            .split(',')
            .map((name) => name.trim());
          expect(named.length).toBe(Math.min(5, stuck.length));
          for (const name of named) expect(stuck).toContain(name);
        }
      }
    });

    test('whom to ask', () => {
      for (const [i, { champions }] of live.entries()) {
        for (const champion of champions) expect(home[i]?.[4]).toContain(champion);
      }
    });
  });
}
