import { ownerAndName, type Registry } from '../proposal/registry.ts';

/** Hosts whose form of address is common knowledge; the registry's `browse` adds others. */
const known: Record<string, string> = {
  'github.com': 'https://github.com/{repository}/blob/{commit}/{path}#L{line}',
  'gitlab.com': 'https://gitlab.com/{repository}/-/blob/{commit}/{path}#L{line}',
};

/** Where a line of a repository can be read at a commit, or undefined where nobody has said how. */
export function lineAddress(
  registry: Pick<Registry, 'browse'>,
  repository: string,
  commit: string,
  path: string,
  line: number,
): string | undefined {
  const host = URL.canParse(repository) ? new URL(repository).host : '';
  const template = Object.hasOwn(registry.browse, host) ? registry.browse[host] : known[host];
  return template
    ?.replaceAll('{repository}', ownerAndName(repository))
    .replaceAll('{commit}', commit)
    .replaceAll('{path}', path.split('/').map(encodeURIComponent).join('/'))
    .replaceAll('{line}', String(line));
}
