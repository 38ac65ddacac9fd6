/** Files below `proposals/` that are read, by their path: nothing else of a commit reaches the disk. */
const readFiles = /^(?:index\.md|probes\.yaml|links\.yaml|reviews\.json|as-of\.json)$/;
const snapshotFile = /^adoption\/[a-z0-9][a-z0-9._-]*\.json$/;
const proposalFolder = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The registry's place; it concerns every proposal. */
export const registryPath = 'projects.yaml';

/** The proposal in whose folder a file is read, and the file's path there; undefined: it is not read. */
export function readFile(path: string): { name: string; number: number; file: string } | undefined {
  const slash = path.indexOf('/');
  const [name, file] = [path.slice(0, slash), path.slice(slash + 1)];
  const number = proposalFolder.exec(name)?.[1];
  if (slash < 0 || number === undefined) return undefined;
  if (!readFiles.test(file) && !snapshotFile.test(file)) return undefined;
  return { name, number: Number(number), file };
}
