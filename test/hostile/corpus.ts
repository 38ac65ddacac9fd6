import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { proposalsFolder, twoProjects, writeFiles } from '../support/proposals.ts';
import { projectWith } from '../support/site.ts';
import { faulty, planted, plantedRegistry } from './data.ts';
import { layLinks } from './links.ts';
import { endlessProbes, writeEndless } from './patterns.ts';
import { bombs, scripts } from './prose.ts';
import {
  addressOf,
  hostileRepositories,
  placeOf,
  writeHostileRepositories,
} from './repositories.ts';
import { hostileSystems } from './servers.ts';
import { hostileSnapshots } from './snapshots.ts';
import { goodProposal } from './support.ts';

/** Every kind of hostile input in one folder of proposals, in a project that can be built. */
export interface Corpus {
  project: string;
  /** Its folder of proposals. */
  root: string;
  /** What links lead to, and where the clones lie. */
  base: string;
  mirrors: string;
  /** The folder's name of each prose and each front matter. */
  folders: Map<string, string>;
}

/** The folder of the good proposal alone, as it stands among the others. */
export async function goodAlone(): Promise<string> {
  const { index } = await goodProposal();
  return await proposalsFolder({ '0001-async/index.md': index });
}

/** Puts the corpus together; its review systems are the answers of a server at `origin`. */
export async function hostileCorpus(origin: string, stack: AsyncDisposableStack): Promise<Corpus> {
  const { head, index, probes } = await goodProposal();
  const prose = { ...scripts, ...bombs };
  const data = { ...planted(head), ...faulty };
  // What is planted in a proposal that holds otherwise has pages of its own, a matrix among them.
  const body = index.slice(head.length);
  const folders = folderNames([...Object.keys(prose), ...Object.keys(data)]);
  const good = await goodAlone();
  stack.defer(() => rm(good, { recursive: true, force: true }));
  const project = await projectWith(good);
  stack.defer(() => rm(project, { recursive: true, force: true }));
  const root = join(project, 'proposals');

  const indexes = [
    ...Object.entries(prose).map(([name, text]) => [name, `${head}\n${text}\n`] as const),
    ...Object.entries(data).map(([name, text]) => [name, `---\n${text}---\n${body}`] as const),
  ];
  for (const [name, index] of indexes) {
    await writeFiles(join(root, folders.get(name) ?? ''), {
      'index.md': index,
      'probes.yaml': probes,
    });
  }
  const { systems, queries } = hostileSystems(origin);
  await writeFiles(join(root, '9000-leave-green'), {
    'index.md': leaveGreen(index, queries),
    'probes.yaml':
      'probes:\n  green: { kind: import, title: imports, language: python, modules: [green] }\n',
  });
  await writeFiles(join(root, '9001-patterns'), {
    'index.md': index
      .replace(/^projects: .*$/m, 'projects: [patterns]')
      .replace('{ any: [promises, { not: callbacks }] }', '{ not: p1 }')
      .replace(/^(affected|( +)bad): .*$/gm, '$1: p0'),
    'probes.yaml': endlessProbes,
  });
  const base = join(project, 'base');
  const mirrors = join(base, 'mirrors');
  await mkdir(mirrors, { recursive: true });
  await writeFile(join(root, 'projects.yaml'), registry(systems, mirrors));
  await hostileSnapshots(root);

  await layLinks(root, base, 2000);
  writeHostileRepositories(mirrors, join(base, 'ran'));
  writeEndless(mirrors);
  return { project, root, base, mirrors, folders };
}

/** A folder's name for each hostile input, after the good proposal's 0001. */
function folderNames(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name, i) => [name, `${String(2 + i).padStart(4, '0')}-${slug(name)}`]));
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A proposal on the projects whose repositories are hostile, whose reviews hostile servers tell. */
function leaveGreen(index: string, queries: string): string {
  return index
    .replace(/^title: .*$/m, 'title: Leave green')
    .replace(
      /^projects: .*$/m,
      `projects: [${[...unaskedProjects, ...hostileRepositories, 'planted'].join(', ')}]`,
    )
    .replace('{ any: [promises, { not: callbacks }] }', '{ not: green }')
    .replace(/^affected: .*$/m, 'affected: green')
    .replace(/^( +) {2}bad: callbacks\n/m, `$1  bad: green\n$1reviews: ${queries}\n`);
}

export const unaskedProjects = ['a-path', 'a-way-up', 'a-file-address', 'by-option'];

/** The registry; clones of the machine itself stand in it as well, which no run reads. */
function registry(systems: string, mirrors: string): string {
  const clone = placeOf(mirrors, 'names-that-act');
  const unasked = [clone, relative('.', clone), `file://${clone}`, 'ssh://h.example/--x/y'];
  const projects = Object.entries({
    package: addressOf('package'),
    patterns: addressOf('patterns'),
    ...Object.fromEntries(hostileRepositories.map((id) => [id, addressOf(id)])),
    ...Object.fromEntries(unaskedProjects.map((id, i) => [id, unasked[i] ?? ''])),
  }).map(([id, address]) => `  ${id}: { team: strange, repository: ${JSON.stringify(address)} }\n`);
  const { team, project } = plantedRegistry;
  return [
    `reviewSystems: ${systems}\n`,
    twoProjects.replace('projects:\n', `  strange: ${team}\nprojects:\n`),
    ...projects,
    `  planted: ${project}\n`,
  ].join('');
}
