import { terminalLine } from '../ground/trust/terminal-line.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareProblems, compareText, fewOfEachFile, type Problem } from '../ground/problem.ts';
import { today } from '../ground/day.ts';
import { checkClaims } from './check-claims.ts';
import { checkConcerns } from './check-concerns.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkFormerNames } from './check-former-names.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { brokenReference, checkReferences } from './check-references.ts';
import { checkStructure } from './check-structure.ts';
import { fault, programFault, readYaml, shown, type Draft } from './draft.ts';
import { readDrafts, type ReadDrafts } from './read-drafts.ts';
import type { FrontMatter } from './front-matter.ts';
import { withImpliedSystems } from './implied-systems.ts';
import type { ProbesFile } from './probe.ts';
import { largestRegistryBytes } from './read-text.ts';
import { registrySchema, writtenNamesSchema, type Registry } from './registry.ts';
import type { Section } from './sections.ts';
import { validate } from './validate.ts';
import type { YamlSource } from './yaml-source.ts';

/** A proposal that is whole: its data holds, its references resolve. */
export interface Proposal {
  /** Path of its folder. */
  folder: string;
  /** Name of its folder, `NNNN-slug`: its address on the site. */
  name: string;
  number: number;
  frontMatter: FrontMatter;
  /** Where each of its values stands, for faults found later. */
  frontMatterSource: YamlSource;
  probes: ProbesFile;
  /** The same of probes.yaml. */
  probesSource: YamlSource;
  /** Markdown after the front matter. */
  body: string;
  /** The whole of index.md; positions of `sections` count in it. */
  text: string;
  sections: Section[];
}

/** A proposal that cannot be used until its faults are mended. */
export interface FaultyProposal {
  folder: string;
  name: string;
  problems: Problem[];
}

/** Everything that people wrote under `proposals/`. */
export interface Proposals {
  root: string;
  registry: Registry;
  /** Sorted by number. */
  proposals: Proposal[];
  faulty: FaultyProposal[];
  /** All faults, those of usable proposals (a missing section) included; sorted, so many of each file. */
  problems: Problem[];
}

const emptyRegistry: Registry = { reviewSystems: [], browse: {}, teams: {}, projects: {} };

/**
 * Reads `proposals/`. One folder's faults never hide another's content: what is whole is returned,
 * what is not is in `faulty`, and `problems` has every fault at once.
 *
 * @param root the folder that holds projects.yaml and the proposals' folders
 * @param day today, `YYYY-MM-DD`
 * @param read how its folders are read
 */
export async function loadProposals(
  root: string,
  day = today(),
  read: ReadDrafts = readDrafts,
): Promise<Proposals> {
  const problems: Problem[] = [];
  const registryFile = join(root, 'projects.yaml');
  const {
    source,
    text,
    problems: registryProblems,
  } = await readYaml(registryFile, largestRegistryBytes);
  const registry = source && validate(registrySchema, source);
  problems.push(...registryProblems, ...(registry?.problems ?? []));
  problems.push(...checkPlaceholders(shown(registryFile), text));

  let names: string[] = [];
  try {
    const entries = await readdir(root, { withFileTypes: true });
    for (const entry of entries.filter((one) => one.isSymbolicLink())) {
      const file = shown(join(root, entry.name));
      const hint = 'links are not followed here: put the folder itself in its place';
      problems.push(fault(file, 'unreadable', 'is a link', hint));
    }
    const folders = entries
      .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
      .map((entry) => entry.name)
      // So their numbers stand in order, too: each has four digits.
      .sort(compareText);
    // A build prints the address of each page as it is: a name that would act there gets none.
    names = folders.filter((name) => terminalLine(name) === name);
    for (const name of folders.filter((one) => !names.includes(one))) {
      const hint = 'expected NNNN-slug: 0003-short-title';
      problems.push(fault(shown(join(root, name)), 'unreadable', 'has a name that acts', hint));
    }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    problems.push(fault(shown(root), 'unreadable', `cannot be read: ${why}`, 'expected a folder'));
  }

  const drafts = await read(root, names);
  const context = {
    registry: registry?.data,
    registrySource: source,
    numbers: new Map<number, string>(),
  };
  for (const draft of drafts) {
    const taken = context.numbers.get(draft.number);
    if (taken !== undefined && !Number.isNaN(draft.number)) {
      const file = shown(join(draft.folder, 'index.md'));
      const message = `number ${draft.number} is taken by ${taken}`;
      draft.problems.push(fault(file, 'duplicate-id', message, 'rename one of the two folders'));
    }
    context.numbers.set(draft.number, draft.name);
  }
  const claimed = checkFormerNames(drafts);

  const proposals: Proposal[] = [];
  const faulty: FaultyProposal[] = [];
  if (source) problems.push(...checkRegistry(source));
  for (const draft of drafts) {
    const { broken, structural } = judged(draft, context, day);
    structural.push(...(claimed.get(draft.name) ?? []));
    problems.push(...broken, ...structural);
    const { frontMatter, probes } = draft;
    if (broken.length > 0 || frontMatter === undefined || probes === undefined) {
      const all = fewOfEachFile([...broken, ...structural].sort(compareProblems));
      faulty.push({ folder: draft.folder, name: draft.name, problems: all });
      continue;
    }
    const { folder, name, number, body, text, frontMatterSource, probesSource } = draft;
    proposals.push({
      folder,
      name,
      number,
      frontMatter,
      frontMatterSource,
      probes,
      probesSource,
      body,
      text,
      sections: draft.sections,
    });
  }
  return {
    root,
    registry: registry?.data === undefined ? emptyRegistry : withImpliedSystems(registry.data),
    proposals,
    faulty,
    problems: fewOfEachFile(problems.sort(compareProblems)),
  };
}

/** What of a draft keeps it from being used, and what does not; a check that ends is a fault of the first kind. */
function judged(
  draft: Draft,
  context: Parameters<typeof checkReferences>[1],
  day: string,
): { broken: Problem[]; structural: Problem[] } {
  try {
    return {
      broken: [...draft.problems, ...checkReferences(draft, context)],
      structural: [
        ...draft.proseProblems,
        ...checkPlaceholders(shown(join(draft.folder, 'index.md')), draft.text),
        ...checkStructure(draft),
        ...checkClaims(draft, day),
        ...checkConcerns(draft, context.registry, day),
        ...checkDecisions(draft, context.registry, day),
      ],
    };
  } catch (error) {
    const problem = programFault(shown(join(draft.folder, 'index.md')), error);
    return { broken: [...draft.problems, problem], structural: [] };
  }
}

/** Names that nothing declares, also where the registry is faulty otherwise. */
function checkRegistry(source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  const written = writtenNamesSchema.parse(source.value);
  const teams = written.teams && Object.keys(written.teams);
  const projects = Object.keys(written.projects);
  for (const [id, { team, dependsOn }] of Object.entries(written.projects)) {
    if (team !== undefined && teams && !Object.hasOwn(written.teams ?? {}, team)) {
      problems.push(
        brokenReference(source, ['projects', id, 'team'], 'team', team, teams, problems.length),
      );
    }
    for (const [i, other] of dependsOn.entries()) {
      if (other !== undefined && !Object.hasOwn(written.projects, other)) {
        const path = ['projects', id, 'dependsOn', i];
        const before = problems.length;
        problems.push(brokenReference(source, path, 'project', other, projects, before));
      }
    }
  }
  return problems;
}
