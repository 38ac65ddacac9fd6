import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFiles } from '../support/proposals.ts';
import { goodProposal, secret } from './support.ts';

/** Files that a command reads or writes below a proposal's folder. */
const places = [
  ...['index.md', 'probes.yaml', 'links.yaml', 'reviews.json', 'as-of.json'],
  ...['adoption/alpha.json', 'adoption'],
];

/** What lies where a link leads, outside the proposals; nothing of it may be printed or written. */
export const elsewhere: Record<string, string> = {
  secret: `title: ${secret}\n${secret}: [\n`,
  ...Object.fromEntries(
    ['alpha.json', 'package.json', 'index.md', 'probes.yaml'].map((name) => [
      `folder/${name}`,
      `{"name": "${secret}"}`,
    ]),
  ),
};

/**
 * Lays what stands below proposals/ and is no file of it: links, devices, pipes, folders in a file's
 * place, each in a proposal of its own from number `first` on. `base` gets {@link elsewhere}.
 */
export async function layLinks(root: string, base: string, first: number): Promise<void> {
  await writeFiles(base, elsewhere);
  const targets = [
    join(base, 'secret'),
    join(base, 'folder'),
    '/dev/zero',
    '/dev/stdin',
    '/proc/self/environ',
    '../../projects.yaml',
    'loop',
    '../0001-async/index.md',
  ];
  // A project of that name would be written to elsewhere's package.json.
  const { index: text, probes } = await goodProposal();
  const index = text.replace('projects: [alpha, beta]', 'projects: [alpha, package]');
  let number = first;
  const folderFor = (name: string) => join(root, `${String(number++).padStart(4, '0')}-${name}`);
  for (const target of targets) {
    for (const place of places) {
      const folder = folderFor('link');
      const files = Object.entries({ 'index.md': index, 'probes.yaml': probes });
      await writeFiles(folder, Object.fromEntries(files.filter(([name]) => name !== place)));
      await mkdir(dirname(join(folder, place)), { recursive: true });
      await symlink(target, join(folder, place));
    }
  }
  const pipes = folderFor('pipes');
  await mkdir(join(pipes, 'adoption'), { recursive: true });
  for (const place of places.slice(0, 6)) execFileSync('mkfifo', [join(pipes, place)]);
  const folders = folderFor('folders');
  for (const place of places) await mkdir(join(folders, place), { recursive: true });
  await symlink(join(base, 'folder'), folderFor('linked-folder'));
  await mkdir(join(root, '9999-\u001b[2J\n::error::name'));
  await writeFile(join(root, '9998-no-folder'), secret);
}
