import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of the test's own under the machine's temporary folder. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'crossplan-'));
}

/** Writes files below a folder, making the folders between. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A registry of two projects of one team. */
export const twoProjects = `teams:
  web: { name: Web, service: Pages }
projects:
  alpha: { team: web, repository: https://example.org/web/alpha }
  beta: { team: web, repository: https://example.org/web/beta }
`;

/** A `proposals/` folder with a small blueprint as proposal 1, two projects, and further files. */
export async function proposalsFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<string> {
  const root = await temporaryFolder();
  await cp('test/support/async-blueprint', join(root, '0001-async'), { recursive: true });
  await writeFiles(root, { 'projects.yaml': twoProjects, ...files });
  return root;
}

/** The template as somebody has it who wrote over each of its placeholders. */
export async function writtenTemplate(): Promise<{ index: string; probes: string }> {
  const [index, probes] = await Promise.all(
    ['index.md', 'probes.yaml'].map((name) => readFile(`proposals/_template/${name}`, 'utf8')),
  );
  return { index: (index ?? '').replaceAll('REPLACE THIS. ', ''), probes: probes ?? '' };
}
