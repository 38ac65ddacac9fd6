import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { frontMatterSchema, type FrontMatter } from './front-matter.ts';
import { compareProblems, compareText, type Problem } from '../ground/problem.ts';
import { probesFileSchema, type ProbesFile } from './probe.ts';
import { brokenReference, checkReferences } from './check-references.ts';
import { registrySchema, type Registry } from './registry.ts';
import { parseMarkdown, sections, type Section } from './sections.ts';
import { readText, UnreadableFile, YamlSource } from './yaml-source.ts';
import { checkStructure } from './check-structure.ts';
import { validate } from './validate.ts';

/** A proposal that is whole: its data holds, its references resolve. */
export interface Proposal {
  /** Path of its folder. */
  folder: string;
  /** Name of its folder, `NNNN-slug`: its address on the site. */
  name: string;
  number: number;
  frontMatter: FrontMatter;
  probes: ProbesFile;
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
  /** All faults, those of usable proposals (a missing section) included; sorted. */
  problems: Problem[];
}

/** Folders beginning with `_` are templates: no proposals, but checked by tests. */
const folderName = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*$/;

const emptyRegistry: Registry = { reviewSystems: [], browse: {}, teams: {}, projects: {} };

/** What index.md and probes.yaml of one folder say, before references are held against the rest. */
export interface Draft {
  folder: string;
  name: string;
  number: number;
  text: string;
  body: string;
  sections: Section[];
  frontMatterSource: YamlSource;
  frontMatter: FrontMatter | undefined;
  probesSource: YamlSource;
  probes: ProbesFile | undefined;
  problems: Problem[];
}

/**
 * Reads `proposals/`. One folder's faults never hide another's content: what is whole is returned,
 * what is not is in `faulty`, and `problems` has every fault at once.
 *
 * @param root the folder that holds projects.yaml and the proposals' folders
 */
export async function loadProposals(root: string): Promise<Proposals> {
  const problems: Problem[] = [];
  const registryFile = join(root, 'projects.yaml');
  const { source, problems: registryProblems } = await readYaml(registryFile);
  const registry = source && validate(registrySchema, source);
  problems.push(...registryProblems, ...(registry?.problems ?? []));

  let names: string[] = [];
  try {
    const entries = await readdir(root, { withFileTypes: true });
    names = entries
      .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
      .map((entry) => entry.name)
      .sort(compareText);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    problems.push(fault(shown(root), 'unreadable', `cannot be read: ${why}`, 'expected a folder'));
  }

  const drafts = await Promise.all(names.map((name) => readDraft(join(root, name), name)));
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

  const proposals: Proposal[] = [];
  const faulty: FaultyProposal[] = [];
  if (registry?.data && source) problems.push(...checkRegistry(registry.data, source));
  for (const draft of drafts) {
    const structural = checkStructure(draft);
    const broken = [...draft.problems, ...checkReferences(draft, context)];
    problems.push(...broken, ...structural);
    const { frontMatter, probes } = draft;
    if (broken.length > 0 || frontMatter === undefined || probes === undefined) {
      const all = [...broken, ...structural].sort(compareProblems);
      faulty.push({ folder: draft.folder, name: draft.name, problems: all });
      continue;
    }
    const { folder, name, number, body, text } = draft;
    proposals.push({
      folder,
      name,
      number,
      frontMatter,
      probes,
      body,
      text,
      sections: draft.sections,
    });
  }
  proposals.sort((a, b) => a.number - b.number);
  return {
    root,
    registry: registry?.data ?? emptyRegistry,
    proposals,
    faulty,
    problems: problems.sort(compareProblems),
  };
}

/** Reads one proposal's folder on its own, as far as that goes. */
export async function readDraft(folder: string, name: string): Promise<Draft> {
  const problems: Problem[] = [];
  const indexFile = shown(join(folder, 'index.md'));
  const number = Number(folderName.exec(name)?.[1] ?? (name.startsWith('_') ? 0 : Number.NaN));
  if (Number.isNaN(number)) {
    problems.push(
      fault(
        indexFile,
        'schema',
        `bad folder name \`${name}\``,
        'expected NNNN-slug: 0003-short-title',
      ),
    );
  }
  let text = '';
  let frontMatterSource = new YamlSource(indexFile, '');
  let frontMatter: FrontMatter | undefined;
  try {
    text = await readText(join(folder, 'index.md'), indexFile);
    const block = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
    if (block === null) {
      problems.push(
        fault(
          indexFile,
          'front-matter',
          'no front matter',
          'begin the file with `---`, data, `---`',
        ),
      );
    } else {
      frontMatterSource = new YamlSource(indexFile, block[1] ?? '', 1);
      const result = validate(frontMatterSchema, frontMatterSource);
      frontMatter = result.data;
      problems.push(...result.problems);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    problems.push(error.problem);
  }
  const { source, problems: unreadable } = await readYaml(join(folder, 'probes.yaml'));
  const probes = source && validate(probesFileSchema, source);
  problems.push(...unreadable, ...(probes?.problems ?? []));
  return {
    folder,
    name,
    number,
    text,
    body: text.replace(/^---\n[\s\S]*?\n---(?:\n|$)/, ''),
    sections: sections(parseMarkdown(text)),
    frontMatterSource,
    frontMatter,
    probesSource: source ?? new YamlSource(shown(join(folder, 'probes.yaml')), ''),
    probes: probes?.data,
    problems,
  };
}

async function readYaml(path: string): Promise<{ source?: YamlSource; problems: Problem[] }> {
  const file = shown(path);
  try {
    return { source: new YamlSource(file, await readText(path, file)), problems: [] };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { problems: [error.problem] };
  }
}

function checkRegistry(registry: Registry, source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  const teams = Object.keys(registry.teams);
  const projects = Object.keys(registry.projects);
  for (const [id, project] of Object.entries(registry.projects)) {
    if (!Object.hasOwn(registry.teams, project.team)) {
      problems.push(brokenReference(source, ['projects', id, 'team'], 'team', project.team, teams));
    }
    for (const [i, other] of (project.dependsOn ?? []).entries()) {
      if (!Object.hasOwn(registry.projects, other)) {
        const path = ['projects', id, 'dependsOn', i];
        problems.push(brokenReference(source, path, 'project', other, projects));
      }
    }
  }
  return problems;
}

function fault(file: string, code: Problem['code'], message: string, hint: string): Problem {
  return { file, line: 1, column: 1, message, hint, code };
}

/** A path as the reader would type it. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}
