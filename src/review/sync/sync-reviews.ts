import { join } from 'node:path';
import type { Registry, ReviewSystem } from '../../proposal/registry.ts';
import type { ReviewQuery } from '../../proposal/stage.ts';
import { localFault } from '../../ground/local-fault.ts';
import { writeWholePieces } from '../../ground/write-whole.ts';
import { BudgetSpent, PoliteFetch, type PoliteFetchOptions } from './polite-fetch.ts';
import { fetchedSchema, type Fetched } from './fetched-review.ts';
import { githubReason } from './github/github-reason.ts';
import { readSource, type SourceContext } from './read-source.ts';
import type { ReviewId } from '../review-identity.ts';
import { ofTime } from '../../ground/instant.ts';
import { Journal } from './journal.ts';
import type { QueryResult } from './link-reviews.ts';
import { mergeRun } from './merge-run.ts';
import { concerns, isNews, nextSource, type Outcome } from './source-outcome.ts';
import { systemName } from '../review-system.ts';
import { planSystem, systemQueries, type ProposalInput } from './plan.ts';
import { snapshotFile, snapshotFormat, snapshotPieces, type Snapshot } from '../snapshot.ts';
import { emptyAnswer, type SystemPlan } from './review-source.ts';
import { readState, writeState, type RunState } from './run-state.ts';
import { readTextComments, type SaidReport } from './text-comments/read-text-comments.ts';
import { foreignText } from '../../ground/foreign-text.ts';

export interface SyncOptions {
  registry: Pick<Registry, 'projects' | 'reviewSystems'>;
  proposals: readonly ProposalInput[];
  /** Folder of the journals and of what spares requests; losing it loses nothing that matters. */
  cache: string;
  /** Only these of the registry's systems. */
  only?: readonly string[] | undefined;
  /** Days of the slow cycle. */
  cycle?: number | undefined;
  fetcher?: PoliteFetchOptions;
  now?: () => number;
  /** Told when a source is begun and done. */
  progress?: (line: string) => void;
  /** Changes asked for per page of Gerrit's. */
  pageSize?: number;
  /** For tests: see {@link GithubRequests}. */
  octokit?: SourceContext['octokit'];
}

/** How one source fared. */
export interface SourceReport {
  source: string;
  /** Requests sent. */
  requests: number;
  /** Answers taken from an earlier run that was cut short. */
  resumed: number;
  /** Reviews read. */
  read: number;
  /** Why it could not be read to its end. */
  failure?: string;
  /** Single questions that it could not answer. */
  problems: string[];
}

interface Told extends Outcome {
  journal: Journal;
  report: SourceReport;
}

export interface SyncReport {
  sources: SourceReport[];
  /** Origins that were sent a secret, and those that were not as they are asked unencrypted. */
  secrets: { sentTo: string[]; keptFrom: string[] };
  /** By proposal: was its reviews.json written? */
  written: { proposal: string; changed: boolean; snapshot: Snapshot }[];
  /** What was said in reviews of the proposals' own texts. */
  said: SaidReport[];
}

/**
 * Reads all review systems for all proposals and writes their reviews.json.
 *
 * A system that fails leaves its last good data, and what it told before it failed is kept; its
 * journal lets the next run go on from there.
 */
export async function syncReviews(options: SyncOptions): Promise<SyncReport> {
  const { registry, proposals, cache, now = Date.now } = options;
  const today = dayOf(now());
  const state = await readState(cache);
  const led = new Map(Object.entries(state.led));
  const fetcher = new PoliteFetch({ ...options.fetcher, led });
  const asked = registry.reviewSystems.filter(
    (system) => options.only === undefined || options.only.includes(systemName(system)),
  );
  const reads = new Map<string, Told>();
  for (const system of longestUnaskedFirst(asked, state)) {
    const name = systemName(system);
    const journal = await Journal.open(journalOf(cache, name), now());
    // A read that goes on for days is still that of the day on which it began.
    const { started } = journal;
    const plan = planSystem(system, proposals, {
      registry,
      now: now(),
      day: state.cycled[name] === dayOf(started) ? undefined : Math.floor(started / dayMs),
      ...(options.cycle === undefined ? {} : { cycle: options.cycle }),
    });
    if (isEmpty(plan)) {
      await journal.finish();
      continue;
    }
    options.progress?.(`${name}: reading`);
    const one = await readSystem(plan, journal, fetcher, state, options);
    if (one.report.requests > 0) state.asked[name] = now();
    reads.set(name, one);
  }
  // Whoever was asked first, what comes of it is the same.
  const told = new Map(
    asked.flatMap((system) => {
      const name = systemName(system);
      const one = reads.get(name);
      return one === undefined ? [] : [[name, one] as const];
    }),
  );
  const written: SyncReport['written'] = [];
  for (const proposal of proposals) {
    const snapshot = nextSnapshot(proposal, told, options, today);
    const path = join(proposal.folder, snapshotFile);
    const changed = isNews(snapshot, proposal.snapshot)
      ? await writeWholePieces(path, snapshotPieces(snapshot))
      : false;
    written.push({ proposal: proposal.name, changed, snapshot });
  }
  const said = await readTextComments(proposals, {
    ...{ registry, fetcher, octokit: options.octokit, now },
    systems: asked,
  });
  for (const [name, { journal, whole, spent, started }] of told) {
    // Only now is what the journal holds on disk elsewhere.
    if (!whole) await journal.close({ isSpent: spent });
    else {
      state.cycled[name] = dayOf(started);
      await journal.finish();
    }
  }
  state.led = Object.fromEntries(led);
  await writeState(cache, state);
  const { sentTo, keptFrom } = fetcher.secrets;
  const sources = [...told.values()].map(({ report }) => report);
  return { sources, secrets: { sentTo, keptFrom }, written, said };
}

function isEmpty({ queries, numbers, changeIds, pulls, open, due }: SystemPlan): boolean {
  const size = queries.size + numbers.size + changeIds.size + pulls.size;
  return size + open.length + due.length === 0;
}

/**
 * The systems in the order in which they are asked: a budget that the first one spends is the other
 * one's first in the next run.
 */
function longestUnaskedFirst(systems: readonly ReviewSystem[], { asked }: RunState) {
  const last = (system: ReviewSystem) => asked[systemName(system)] ?? 0;
  return systems.toSorted((a, b) => last(a) - last(b));
}

function journalOf(cache: string, name: string): string {
  return join(cache, 'journal', `${name.replace(/[^a-z0-9.-]+/g, '_')}.jsonl`);
}

const dayMs = 86_400_000;

function dayOf(time: number): string {
  return ofTime(time).slice(0, 10);
}

async function readSystem(
  plan: SystemPlan,
  journal: Journal,
  fetcher: PoliteFetch,
  state: RunState,
  options: SyncOptions,
): Promise<Told> {
  const { system, name } = plan;
  const { registry, cache } = options;
  const answer = emptyAnswer();
  for (const one of salvage(journal.salvaged)) answer.fetched.set(one.review.id, one);
  const before = fetcher.requests;
  const report: SourceReport = { source: name, requests: 0, resumed: 0, read: 0, problems: [] };
  const { started } = journal;
  const told: Told = { plan, answer, journal, report, started, whole: false, spent: false };
  const systems = registry.reviewSystems;
  const etags = new Map(Object.entries(state.etags[name] ?? {}));
  try {
    const { pageSize, octokit } = options;
    await readSource(plan, { fetcher, journal, systems, etags, pageSize, octokit }, answer);
    told.whole = true;
    state.etags[name] = Object.fromEntries([...etags].sort());
  } catch (error) {
    // What this machine cannot do is no failure of the server's.
    const fault = localFault(error, journalOf(cache, name));
    if (fault !== undefined) throw fault;
    told.spent = error instanceof BudgetSpent;
    told.failure = foreignText(githubReason(error, system.host)).slice(0, 300);
    report.failure = told.failure;
  }
  report.requests = fetcher.requests - before;
  report.resumed = journal.replayed;
  report.read = answer.fetched.size;
  report.problems = answer.problems;
  return told;
}

/** What a journal that is too old to go on from had been told. */
function salvage(entries: readonly unknown[]): Fetched[] {
  const found: Fetched[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 5) return;
    const fetched = 'review' in value ? fetchedSchema.safeParse(value) : undefined;
    // A search's half of a record is not taken for the whole.
    if (fetched?.success) {
      if (fetched.data.isPartial !== true) found.push(fetched.data);
    } else for (const inner of Object.values(value)) walk(inner, depth + 1);
  };
  walk(entries, 0);
  return found;
}

function nextSnapshot(
  proposal: ProposalInput,
  told: ReadonlyMap<string, Told>,
  { registry, now = Date.now }: SyncOptions,
  today: string,
): Snapshot {
  const fetched = new Map<ReviewId, Fetched>();
  const missing = new Set<ReviewId>();
  for (const { answer } of told.values()) {
    for (const [id, one] of answer.fetched) fetched.set(id, one);
    for (const id of answer.missing) missing.add(id);
  }
  const answers = (query: ReviewQuery): QueryResult[] =>
    [...told.values()].flatMap(({ plan, answer }) => {
      const asked = systemQueries(query, plan.system, registry);
      const parts = asked.map((one) => answer.queries.get(one));
      if (asked.length === 0) return [];
      // Several searches for one declared query: together they are its answer.
      return [
        {
          ids: new Set(parts.flatMap((part) => [...(part?.ids ?? [])])),
          since: parts.reduce<string | undefined>(
            (last, part) =>
              part?.since !== undefined && part.since > (last ?? '') ? part.since : last,
            undefined,
          ),
          complete: parts.every((part) => part?.complete === true),
        },
      ];
    });
  const memo = new Map<ReviewQuery, QueryResult[]>();
  const once = (query: ReviewQuery): QueryResult[] => {
    const known = memo.get(query) ?? answers(query);
    memo.set(query, known);
    return known;
  };
  const merged = mergeRun(proposal, { fetched, missing, answers: once }, today);
  const before = proposal.snapshot;
  const sources = new Map(before.sources.map((source) => [source.source, source]));
  for (const [name, one] of told) {
    if (!concerns(one.plan, proposal, merged, registry)) continue;
    const source = nextSource(sources.get(name), one, proposal, registry, now());
    sources.set(name, source);
  }
  return { format: snapshotFormat, sources: [...sources.values()], ...merged };
}
