import type { FrontMatter } from '../proposal/front-matter.ts';
import { references, type Criteria } from '../proposal/criteria.ts';
import type { Stage } from '../proposal/stage.ts';
import { circles } from './circle.ts';
import type { Moment } from './moment.ts';
import { stagesAsked, type StageQuestion, type Standing } from './stage-question.ts';
import { answerAt, type Reading } from './reading.ts';
import { sameTimeline, timelineOf, verdictAt, withChangesOf, type Timeline } from './timeline.ts';
import { courseOf, joined, restful, type Unit } from './unit.ts';
import { allOf, type Verdict } from './verdict.ts';

/** What is needed to put every stage of a proposal to every project that it is for. */
export interface Plan {
  frontMatter: FrontMatter;
  readings: ReadonlyMap<string, Reading>;
  /** The projects of a stage; one that it is not for is at rest there. */
  isFor: (stage: string, project: string) => boolean;
  /** The proposal's projects on which one stands. */
  dependsOn: (project: string) => readonly string[];
  title: (probe: string) => string;
  openReviews: (stage: string, project: string) => number | undefined;
}

interface Node {
  project: string;
  stage: Stage;
}

/** A project's question at a stage, or undefined where the stage is not for it. */
export type QuestionOf = (project: string, stage: string) => StageQuestion | undefined;

/**
 * Puts a proposal's stages to its projects. What a stage asks of the projects on which one stands is
 * asked of their whole histories, so that "done since" waits for them and their relapse is seen.
 *
 * Projects that stand on each other are solved as one: all are held to be through until one is found
 * that is not for a reason of its own, then those that stand on it, and so on until nothing changes.
 * The order of projects.yaml cannot matter.
 */
export function questionsOf(plan: Plan): QuestionOf {
  const { frontMatter, readings } = plan;
  const stages = new Map(frontMatter.stages.map((stage) => [stage.id, stage]));
  const nodes = new Map<string, Node>();
  const key = (project: string, stage: string) => `${project} ${stage}`;
  for (const project of readings.keys()) {
    for (const stage of frontMatter.stages) nodes.set(key(project, stage.id), { project, stage });
  }
  const next = ({ project, stage }: Node): Node[] => {
    const asked = { criteria: stage.criteria, affected: affectedOf(stage, frontMatter) };
    if (!plan.isFor(stage.id, project)) return [];
    return stagesAsked(asked).flatMap((other) =>
      plan.dependsOn(project).flatMap((id) => nodes.get(key(id, other)) ?? []),
    );
  };

  const known = new Map<Node, Timeline>();
  const timelineAt = (from: ReadonlyMap<Node, Timeline>) => (project: string, stage: string) => {
    const node = nodes.get(key(project, stage));
    return (node && from.get(node)) ?? constant(undefined);
  };
  const ask = (node: Node, from: ReadonlyMap<Node, Timeline>) =>
    question(plan, node, stages, timelineAt(from));
  const timeline = (node: Node, from: ReadonlyMap<Node, Timeline>): Timeline => {
    if (!plan.isFor(node.stage.id, node.project)) return constant(true);
    const asked = ask(node, from);
    const courses = asked.units.map((unit) => courseOf(asked, unit, asked.moments));
    return timelineOf(asked.moments, restful(joined(courses)));
  };

  for (const circle of circles([...nodes.values()], next)) {
    const [only] = circle;
    if (circle.length === 1 && only !== undefined && !next(only).includes(only)) {
      known.set(only, timeline(only, known));
      continue;
    }
    for (const node of circle) known.set(node, constant(true));
    // Each round takes at least one project down at one moment, or one that was first affected then.
    let settled = false;
    for (let round = 0; !settled && round < 4 * circle.length + 4; round++) {
      const before = new Map(known);
      for (const node of circle) known.set(node, timeline(node, before));
      settled = circle.every((node) => same(known.get(node), before.get(node)));
    }
    // A criterion that asks that a dependency is *not* through has no answer in a circle.
    if (!settled) for (const node of circle) known.set(node, constant(undefined));
  }
  return (project, stage) => {
    const node = nodes.get(key(project, stage));
    return node !== undefined && plan.isFor(stage, project) ? ask(node, known) : undefined;
  };
}

function question(
  plan: Plan,
  { project, stage }: Node,
  stages: ReadonlyMap<string, Stage>,
  timeline: (project: string, stage: string) => Timeline,
): StageQuestion {
  const { frontMatter, readings } = plan;
  const reading = readings.get(project);
  if (reading === undefined) throw new Error(`Expected a reading of ${project}`);
  const asked = { criteria: stage.criteria, affected: affectedOf(stage, frontMatter) };
  const others = plan.dependsOn(project);
  const timelines = new Map(
    stagesAsked(asked).map((other) => [
      other,
      others.map((id) => ({ id, timeline: timeline(id, other) })),
    ]),
  );
  const verdict = (other: string, at: string): Verdict => {
    if (!stages.has(other)) return undefined;
    const all = (timelines.get(other) ?? []).map((one) => verdictAt(one.timeline, at));
    return allOf(reading.dependenciesComplete ? all : [...all, undefined]);
  };
  const standings = (other: string): Standing[] =>
    (timelines.get(other) ?? []).map((one) => ({
      id: one.id,
      through: one.timeline.at(-1)?.verdict,
    }));
  const { parts, complete } = reading.partsAsked(probesNamed(stage.criteria));
  return {
    ...asked,
    units: [
      ...(parts.length > 0 ? parts : [null]).map((part) => ({
        part: part?.name ?? null,
        factsAt: (moment: Moment) => ({
          answer: answerAt(reading, moment, part),
          dependencies: (other: string) => verdict(other, moment.at),
        }),
      })),
      ...(complete ? [] : [furtherParts]),
    ],
    moments: withChangesOf(reading.moments, [...timelines.values()].flat()),
    since: frontMatter.since,
    title: plan.title,
    dependencies: standings,
    openReviews: plan.openReviews(stage.id, project),
  };
}

/** What a manifest that cannot be read may name beside the parts that are known. */
const furtherParts: Unit = {
  part: 'further parts',
  factsAt: () => ({
    answer: () => ({
      counts: { code: 0, strings: 0, tests: 0 },
      gap: {
        kind: 'unreadable',
        words: 'a manifest that may name further parts cannot be read',
        todo: 'mend the manifest, or declare the parts in projects.yaml',
      },
    }),
    dependencies: () => undefined,
  }),
};

function affectedOf({ criteria }: Stage, { affected }: FrontMatter) {
  return criteria.affected ?? affected;
}

function probesNamed({ affected, bad, good }: Criteria): string[] {
  return [affected, bad, good]
    .flatMap((one) => (one === undefined ? [] : [...references(one)]))
    .flatMap(({ kind, name }) => (kind === 'probe' ? [name] : []));
}

function constant(verdict: Verdict): Timeline {
  return [{ moment: { commit: '', date: '', at: '', answers: new Map() }, verdict }];
}

function same(a: Timeline | undefined, b: Timeline | undefined): boolean {
  return a !== undefined && b !== undefined && sameTimeline(a, b);
}
