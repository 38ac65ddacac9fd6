import { lowestOfRange } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';
import { below, readXml, type Xml } from './xml.ts';

/** Longer properties are no names or versions: they are not put in wherever they are named. */
const longest = 200;

/**
 * The packages of a project of MSBuild (.csproj, .fsproj): each PackageReference, and the packages of a
 * packages.config. One whose assets stay private, or that brings a tool, is for work on the project. A version
 * that is managed centrally, or is a property of another file, stands elsewhere.
 */
export function parseMsbuild(text: string): Manifest {
  const { root, fault } = readXml(text);
  if (root === undefined) return { only: 'nuget', requirements: [], ...(fault && { fault }) };
  const properties = new Map(
    below(root, 'PropertyGroup')
      .flatMap(({ children }) => children)
      .map((one) => [one.name.toLowerCase(), one.text.length > longest ? undefined : one.text]),
  );
  const fill = (value: string) =>
    value.replaceAll(
      /\$\((\w+)\)/g,
      (whole, name: string) => properties.get(name.toLowerCase()) ?? whole,
    );
  const requirements: Requirement[] = [];
  const add = (one: Xml, names: string, version: string, dev: boolean) => {
    for (const name of names.split(';').map((part) => part.trim())) {
      if (name === '') continue;
      requirements.push({
        ...{ name, extras: [], line: one.line, ecosystem: 'nuget' },
        ...(version === '' ? { elsewhere: true } : lowestOfRange(version)),
        ...(dev && { dev }),
      });
    }
  };
  for (const one of below(root, 'package')) {
    const { id = '', version = '', developmentDependency = '' } = one.attributes;
    add(one, id, version, developmentDependency.toLowerCase() === 'true');
  }
  for (const one of referencesIn(root)) {
    const said = (name: string) => fill(one.attributes[name] ?? below(one, name)[0]?.text ?? '');
    // A global one is private by itself.
    const isTool = one.name.toLowerCase() !== 'packagereference';
    add(one, said('Include'), said('Version'), isTool || /^all$/i.test(said('PrivateAssets')));
  }
  // `$(property)`, `@(items)`, `%(metadata)` of another file.
  const unnamed = requirements.find(({ name }) => /[$@%]\(/.test(name));
  const why =
    unnamed === undefined
      ? fault
      : `line ${unnamed.line}: the name of what it requires stands elsewhere`;
  return { only: 'nuget', requirements, ...(why && { fault: why }) };
}

/** By MSBuild's way of comparing names, which is without case. */
const references = new Set([
  'packagereference',
  'globalpackagereference',
  'dotnetclitoolreference',
]);

/** Wherever they stand: item groups may be within choices and targets. */
function referencesIn({ name, children, ...rest }: Xml): Xml[] {
  return references.has(name.toLowerCase())
    ? [{ name, children, ...rest }]
    : children.flatMap(referencesIn);
}
