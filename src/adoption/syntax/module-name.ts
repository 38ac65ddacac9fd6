import type { ImportFact } from './fact.ts';

/** Folders of a repository that hold packages and are not part of a module's name. */
const sourceFolder = /^(?:src|lib|python)\//;

/** `swift/common/utils/__init__.py` is `swift.common.utils`; undefined for what is no Python module. */
export function pythonModule(path: string): string | undefined {
  const match = /^(.*?)(?:(?:^|\/)__init__)?\.pyi?$/.exec(path.replace(sourceFolder, ''));
  const name = match?.[1]?.replaceAll('/', '.');
  return name === undefined || name === '' ? undefined : name;
}

/** The full names of what a relative import in a file of `folder` imports. */
export function absoluteModules(fact: ImportFact, folder: string): string[] {
  const inside = `${folder}/`.replace(sourceFolder, '').split('/').slice(0, -1);
  const up = fact.level - 1;
  if (up > inside.length) return [];
  const owner = inside.slice(0, inside.length - up).filter((part) => part !== '');
  return fact.modules.map((module) => [...owner, module].join('.'));
}

/**
 * The names under which a JavaScript import may be asked for: the specifier without `node:`; for a
 * relative one, the path in the repository after `./`, with and without extension and `/index`, so
 * that it is never taken for a package.
 */
export function importedPaths(fact: ImportFact, folder: string): string[] {
  return fact.modules.flatMap((specifier) => {
    if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return [specifier.replace(/^node:/, '')];
    const parts = folder === '' ? [] : folder.split('/');
    for (const part of specifier.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.' && part !== '') parts.push(part);
    }
    const path = `./${parts.join('/')}`;
    const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
    return [path, bare, bare.replace(/\/index$/, '')];
  });
}
