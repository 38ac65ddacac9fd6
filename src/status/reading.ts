import { asksParts, probeOfPart } from '../adoption/parts.ts';
import {
  boundAt,
  type AdoptionSnapshot,
  type Part,
  type ProbeAnswer,
} from '../adoption/snapshot.ts';
import { whyNoAnswer } from '../adoption/answers-to.ts';
import { dayOf } from '../ground/day.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import type { Probe } from '../proposal/probe.ts';
import type { Registry } from '../proposal/registry.ts';
import type { Answered, Facts } from './evaluate.ts';
import type { Gap } from './gap.ts';
import { answerKey, moments, type Change, type Moment } from './moment.ts';
import { partsAsked, partsOf, type PartsAsked } from './parts-asked.ts';

/** A project's history as the derivation reads it. */
export interface Reading {
  /** At least one: of a project that was not read, one without answers. */
  moments: Moment[];
  /** The parts that a stage asks which names these probes. */
  partsAsked: (probes: readonly string[]) => PartsAsked;
  /** The probe itself, as the proposal declares it. */
  probe: (name: string) => Probe | undefined;
  /** Ids of projects that its manifests name. */
  dependencies: readonly string[];
  /** Are those all, as far as its manifests can be read? */
  dependenciesComplete: boolean;
}

/** The hash of what a probe asks of a project, or of a part of it, today. */
export type ProbeHash = (project: string, probe: string, part?: Part) => string;

export interface ReadingContext {
  proposal: Pick<Proposal, 'frontMatter' | 'probes'>;
  registry: Pick<Registry, 'projects'>;
  probeHash: ProbeHash;
  /** As of the end of this day, `YYYY-MM-DD`; default: as it was last read. */
  on?: string;
}

/** Reads a project's snapshot: what it says at each moment, and why it does not say the rest. */
export function readingOf(
  id: string,
  snapshot: AdoptionSnapshot | undefined,
  { proposal, registry, probeHash, on }: ReadingContext,
): Reading {
  const { probes } = proposal.probes;
  const { since } = proposal.frontMatter;
  const project = registry.projects[id];
  const trackIt = `run npm run track -- --project ${id}`;
  const probe = (name: string) => (Object.hasOwn(probes, name) ? probes[name] : undefined);
  const asked = (names: readonly string[]) =>
    names.flatMap((name) => {
      const one = probe(name);
      return one === undefined ? [] : [[name, one] as const];
    });
  const unread = (gap: Gap): Reading => ({
    moments: [{ commit: '', date: '', at: '', answers: new Map(), gap }],
    partsAsked: (names) => partsAsked(asked(names), project, snapshot),
    probe,
    dependencies: snapshot?.dependencies.projects ?? [],
    dependenciesComplete: false,
  });
  if (snapshot === undefined || project === undefined) {
    return unread({ kind: 'unread', words: `${id} was not read yet`, todo: trackIt });
  }
  if (snapshot.commit === null) {
    const why = snapshot.problems.map(({ message }) => message).join('; ');
    return unread({
      kind: 'unread',
      words: why || 'the repository could not be read',
      todo: trackIt,
    });
  }
  const other = whyNoAnswer(snapshot, project, since);
  if (other !== undefined) return unread({ kind: 'changed', words: other, todo: trackIt });

  const changes = new Map<string, Change[]>();
  const changed: Gap = {
    kind: 'changed',
    words: `changed since ${id} was read`,
    todo: trackIt,
  };
  for (const [name, one] of Object.entries(probes)) {
    for (const part of asksParts(one) ? partsOf(project, snapshot) : [null]) {
      const answers = part === null ? snapshot.probes : snapshot.partProbes[part.name];
      const answer = answers?.[name];
      if (answer?.definition !== probeHash(id, name, part ?? undefined)) continue;
      changes.set(answerKey(name, part?.name ?? null), changesOf(id, name, one, answer, snapshot));
    }
  }
  let line = moments(changes).map((moment) => ({ ...moment, gap: changed }));
  const { from, shallow } = snapshot.history;
  const [first] = line;
  if (shallow === true && from !== null && dayOf(from.date) > since && first !== undefined) {
    line.unshift({ ...first, at: '', answers: new Map(), gap: cutHistory(dayOf(from.date)) });
  }
  if (on !== undefined) line = line.filter(({ at }) => dayOf(at) <= on);
  if (line.length === 0) {
    const words = on === undefined ? changed.words : `${id} had no commit by ${on}`;
    return unread({ ...changed, words });
  }
  const { projects: dependencies, complete: dependenciesComplete } = snapshot.dependencies;
  return {
    moments: line,
    partsAsked: (names) => partsAsked(asked(names), project, snapshot),
    probe,
    dependencies,
    dependenciesComplete,
  };
}

/** What a reading says of the whole project, or of one part, at a moment. */
export function answerAt(
  { probe }: Pick<Reading, 'probe'>,
  moment: Moment,
  part: Part | null,
): Facts['answer'] {
  return (name) => {
    const asked = probe(name);
    const ofParts = asked !== undefined && asksParts(asked);
    if (ofParts && (part === null || probeOfPart(asked, part) === undefined)) {
      if (asked.absentIs === 'zero') return { counts: nothing, unlooked: true };
      return { counts: nothing, gap: part === null ? noParts : noEntry(part) };
    }
    const found = moment.answers.get(answerKey(name, ofParts ? (part?.name ?? null) : null));
    if (found !== undefined) return found;
    return moment.gap && { counts: nothing, gap: moment.gap };
  };
}

const nothing = { code: 0, strings: 0, tests: 0 };

const noParts: Gap = {
  kind: 'not asked',
  words: 'the project has no parts to ask',
  todo: 'declare its parts in projects.yaml, or say absentIs: zero',
};

function cutHistory(day: string): Gap {
  return {
    kind: 'cut history',
    words: `the clone's history begins on ${day} only`,
    todo: 'read a clone with its whole history',
  };
}

function noEntry({ name }: Part): Gap {
  return {
    kind: 'not asked',
    words: `the module in which ${name} begins is not known`,
    todo: 'declare the entry of the part in projects.yaml',
  };
}

/** A change for each point and each span of an answer. */
function changesOf(
  id: string,
  name: string,
  probe: Probe,
  { points, coverage: { spans } }: ProbeAnswer,
  snapshot: AdoptionSnapshot,
): Change[] {
  const lastSpan = spans.at(-1)?.[0] ?? 0;
  const worthAt = (position: number): Pick<Answered, 'gap' | 'unlooked'> => {
    const kind = boundAt({ spans }, position);
    if (kind === 'exact') return {};
    if (kind === 'lower') return { gap: unreadable(name, snapshot, position >= lastSpan) };
    return probe.absentIs === 'zero' ? { unlooked: true } : { gap: notAsked(id) };
  };
  const positions = new Set([...points.map(([at]) => at), ...spans.map(([at]) => at)]);
  return [...positions]
    .sort((a, b) => a - b)
    .flatMap((position): Change[] => {
      const point = points.findLast(([at]) => at <= position) ?? points[0];
      if (point === undefined) return [];
      const [, commit, date, code, strings, tests] = point;
      const answer = { counts: { code, strings, tests }, ...worthAt(position) };
      return [{ position, commit, date, answer }];
    });
}

function notAsked(id: string): Gap {
  return {
    kind: 'not asked',
    words: `not asked here: no file of ${id} matches`,
    todo: 'give the probe an include that fits, or say absentIs: zero',
  };
}

/** Problems that are named one by one. */
const mostProblems = 2;

function unreadable(probe: string, { problems }: AdoptionSnapshot, atHead: boolean): Gap {
  const concerning = problems.filter(({ probes }) => probes?.includes(probe) ?? true);
  const here = concerning.filter(({ at }) => (at === 'head') === atHead);
  const named = (here.length > 0 ? here : concerning).map(({ path, message }) =>
    path === undefined ? message : `${path}: ${message}`,
  );
  const more = named.length - mostProblems;
  const told = [...named.slice(0, mostProblems), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return {
    kind: 'unreadable',
    words: told === '' ? 'a file could not be read' : told,
    todo: 'mend what cannot be read, or leave it out with exclude',
  };
}
