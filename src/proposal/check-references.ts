import { concernSchema } from './concern.ts';
import { references, type Predicate } from './criteria.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Draft } from './draft.ts';
import { mostFaults, moreFaults, type Problem } from '../ground/problem.ts';
import { partialFrontMatter, readItems, writtenStages } from './partial-front-matter.ts';
import type { Registry } from './registry.ts';
import type { Selection } from './selection.ts';
import type { YamlSource } from './yaml-source.ts';
import { allowedHint } from '../ground/suggest.ts';
import { pathText } from './validate.ts';

/** What a proposal's references are held against. */
interface ReferenceContext {
  /** Undefined while projects.yaml itself is faulty: its names cannot be judged then. */
  registry: Registry | undefined;
  /** Every proposal's number, with the name of its folder. */
  numbers: ReadonlyMap<number, string>;
}

/** A name that nothing declares; `before`: after so many faults of the file it is only counted. */
export function brokenReference(
  source: YamlSource,
  path: (string | number)[],
  kind: string,
  name: string,
  allowed: Iterable<string>,
  before: number,
): Problem {
  if (before >= mostFaults) return moreFaults({ file: source.file, ...source.position([]) }, 1);
  const message = `${pathText(path)}: no ${kind} \`${name}\``;
  return source.problem(path, 'broken-reference', message, allowedHint(name, allowed));
}

/** Every reference of a proposal that leads nowhere, every id given twice, every cycle. */
export function checkReferences(draft: Draft, context: ReferenceContext): Problem[] {
  const { probes, frontMatterSource: source } = draft;
  const frontMatter = draft.frontMatter ?? partialFrontMatter(source);
  const { calendar, stages: whole = [], claims = [], signOffs = [] } = frontMatter;
  const { waivers = [], exemptions = [] } = frontMatter;
  const concerns = readItems(source, 'concerns', concernSchema);
  const problems: Problem[] = [];
  const stages = writtenStages(source);
  const probeNames = probes === undefined ? undefined : Object.keys(probes.probes);
  const { registry } = context;
  const projects = registry && Object.keys(registry.projects);
  const teams = registry && Object.keys(registry.teams);
  const kinds = registry && [
    ...new Set(Object.values(registry.projects).flatMap((p) => p.kind ?? [])),
  ];

  const mustBe = (
    path: (string | number)[],
    kind: string,
    name: string,
    allowed: string[] | undefined,
    from = source,
  ) => {
    if (allowed?.includes(name) === false) {
      problems.push(brokenReference(from, path, kind, name, allowed, problems.length));
    }
  };
  const predicate = (path: (string | number)[], written: Predicate | undefined) => {
    if (written === undefined) return;
    for (const found of references(written, path)) {
      mustBe(found.path, found.kind, found.name, found.kind === 'probe' ? probeNames : stages);
    }
  };
  const selection = (path: (string | number)[], written: Selection | undefined) => {
    if (written === undefined || written === 'all') return;
    const lists: Record<string, string[] | undefined> = Array.isArray(written)
      ? { '': written }
      : written;
    for (const [key, names] of Object.entries(lists)) {
      const allowed = { teams, kinds }[key] ?? projects;
      const kind = { teams: 'team', kinds: 'kind' }[key] ?? 'project';
      for (const [i, name] of (names ?? []).entries()) {
        mustBe([...path, ...(key === '' ? [] : [key]), i], kind, name, allowed);
      }
    }
  };

  predicate(['affected'], frontMatter.affected);
  selection(['projects'], frontMatter.projects);
  for (const [i, stage] of whole.entries()) {
    const at = ['stages', i];
    for (const [j, before] of stage.after.entries()) {
      mustBe([...at, 'after', j], 'stage', before, stages);
    }
    for (const [key, written] of Object.entries(stage.criteria)) {
      predicate([...at, 'criteria', key], written);
    }
    selection([...at, 'projects'], stage.projects);
    if (stage.due !== undefined && calendar && !Object.hasOwn(calendar, stage.due)) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(stage.due)) {
        const releases = Object.keys(calendar);
        mustBe([...at, 'due'], 'release', stage.due, releases);
      }
    }
  }
  for (const [i, claim] of claims.entries()) {
    mustBe(['claims', i, 'stage'], 'stage', claim.stage, stages);
    for (const [j, project] of claim.projects.entries()) {
      mustBe(['claims', i, 'projects', j], 'project', project, projects);
    }
  }
  for (const [i, { part: concern }] of concerns.entries()) {
    if (concern.stage !== undefined)
      mustBe(['concerns', i, 'stage'], 'stage', concern.stage, stages);
    for (const [j, project] of (concern.projects ?? []).entries()) {
      mustBe(['concerns', i, 'projects', j], 'project', project, projects);
    }
  }
  for (const [i, signOff] of signOffs.entries()) {
    mustBe(['signOffs', i, 'team'], 'team', signOff.team, teams);
  }
  for (const [i, { waives }] of waivers.entries()) {
    mustBe(['waivers', i, 'waives'], 'team', waives, teams);
  }
  for (const [i, { exempts, stage }] of exemptions.entries()) {
    if (stage !== undefined) mustBe(['exemptions', i, 'stage'], 'stage', stage, stages);
    for (const [j, project] of exempts.entries()) {
      mustBe(['exemptions', i, 'exempts', j], 'project', project, projects);
    }
  }
  if (frontMatter.supersededBy !== undefined && !context.numbers.has(frontMatter.supersededBy)) {
    const known = [...context.numbers.keys()].filter((n) => !Number.isNaN(n)).map(String);
    mustBe(['supersededBy'], 'proposal', String(frontMatter.supersededBy), known);
  }
  for (const [project, byProbe] of Object.entries(probes?.wrappers ?? {})) {
    mustBe(['wrappers', project], 'project', project, projects, draft.probesSource);
    for (const probe of Object.keys(byProbe)) {
      const path = ['wrappers', project, probe];
      mustBe(path, 'probe', probe, probeNames, draft.probesSource);
      const kind = probes?.probes[probe]?.kind;
      if (kind === undefined || kind === 'import') continue;
      const message = `${pathText(path)}: \`${probe}\` is a ${kind} probe`;
      const hint = 'a wrapper hands on what an import probe looks for';
      problems.push(draft.probesSource.problem(path, 'broken-reference', message, hint, probe));
    }
  }

  duplicates(
    problems,
    source,
    'stages',
    'stage',
    (stages ?? []).map((id) => ({ id })),
  );
  const parts = concerns.map(({ part }) => part);
  duplicates(problems, source, 'concerns', 'concern', parts);
  // With an id given twice the circle would be the reader's, not the plan's.
  if (!problems.some(({ code }) => code === 'duplicate-id')) {
    problems.push(...cycles(source, whole));
  }
  return problems;
}

function duplicates(
  problems: Problem[],
  source: YamlSource,
  list: string,
  kind: string,
  items: readonly { id?: string | undefined }[],
): void {
  const seen = new Map<string, number>();
  for (const [i, { id }] of items.entries()) {
    if (id === undefined) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, i);
    else {
      const { line } = source.position([list, first, 'id']);
      const message = `${pathText([list, i, 'id'])}: ${kind} \`${id}\` is already declared at line ${line}`;
      problems.push(source.problem([list, i, 'id'], 'duplicate-id', message, 'give it another id'));
    }
  }
}

type StageList = FrontMatter['stages'];

/** A long way by its ends. */
function shortened(way: readonly string[]): string[] {
  return way.length <= 12 ? [...way] : [...way.slice(0, 6), '…', ...way.slice(-5)];
}

/** Every cycle of `after`, up to {@link mostFaults}, told once, from the stage that is declared first. */
function cycles(source: YamlSource, stages: StageList): Problem[] {
  const problems: Problem[] = [];
  const after = new Map(stages.map((stage) => [stage.id, stage.after]));
  const done = new Set<string>();
  const walk = (id: string, trail: string[]): void => {
    const start = trail.indexOf(id);
    if (start >= 0) {
      if (problems.length >= mostFaults) return;
      const ring = shortened([...trail.slice(start), id]);
      const index = stages.findIndex((stage) => stage.id === id);
      const path = ['stages', index, 'after'];
      const message = `${pathText(path)}: the stages come after each other in a circle: ${ring.join(' → ')}`;
      problems.push(source.problem(path, 'cycle', message, 'take one `after` out'));
      return;
    }
    if (done.has(id)) return;
    for (const next of after.get(id) ?? []) walk(next, [...trail, id]);
    done.add(id);
  };
  for (const stage of stages) walk(stage.id, []);
  return problems;
}
