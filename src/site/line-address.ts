import { pathInAddress } from '../git/path-text.ts';
import { ownerAndName } from '../git/address.ts';
import { fillIn } from '../ground/fill-in.ts';
import type { Registry } from '../proposal/registry.ts';
import { addressParts } from '../ground/trust/web-address.ts';

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
  const host = addressParts(repository)?.host ?? '';
  const template = Object.hasOwn(registry.browse, host) ? registry.browse[host] : known[host];
  if (template === undefined) return undefined;
  return fillIn(template, {
    repository: ownerAndName(repository),
    commit,
    path: pathInAddress(path),
    line: String(line),
  });
}
