import { lowestOfRange } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';
import { below, readXml, type Xml } from './xml.ts';

/**
 * The dependencies of a pom.xml, those of its profiles too, as `group:artifact`; what builds it, plugins and
 * what they need, is for work on it. What is only managed requires nothing. Properties of the same file are
 * put in; a version that a parent gives stands elsewhere.
 */
export function parsePom(text: string): Manifest {
  const { root, fault } = readXml(text);
  if (root?.name !== 'project') {
    return { only: 'maven', requirements: [], fault: fault ?? 'not a pom.xml: no project' };
  }
  const fill = filler(root);
  const requirements: Requirement[] = [];
  let unnamed: string | undefined;
  const add = (one: Xml, dev: boolean) => {
    const value = (name: string) => fill(below(one, name)[0]?.text ?? '');
    const group = value('groupId') || (one.name === 'plugin' ? 'org.apache.maven.plugins' : '');
    const name = `${group}:${value('artifactId')}`;
    const { line } = below(one, 'artifactId')[0] ?? one;
    if (name.includes('${')) {
      unnamed ??= `line ${line}: the name of what it requires stands elsewhere`;
      return;
    }
    const version = value('version');
    const testing = value('scope') === 'test';
    requirements.push({
      ...{ name, extras: [], line, ecosystem: 'maven' },
      ...(version === '' ? { elsewhere: true } : lowestOfRange(version)),
      ...(testing && { testing }),
      ...((dev || testing) && { dev: true }),
    });
  };
  for (const place of [root, ...below(root, 'profiles', 'profile')]) {
    for (const one of below(place, 'dependencies', 'dependency')) add(one, false);
    for (const plugin of below(place, 'build', 'plugins', 'plugin')) {
      add(plugin, true);
      for (const one of below(plugin, 'dependencies', 'dependency')) add(one, true);
    }
    for (const one of below(place, 'build', 'extensions', 'extension')) add(one, true);
    for (const one of below(place, 'reporting', 'plugins', 'plugin')) add(one, true);
  }
  const why = unnamed ?? fault;
  return { only: 'maven', requirements, ...(why && { fault: why }) };
}

/** Puts in for `${name}` what the file itself says; what it does not say stays. */
function filler(root: Xml): (text: string) => string {
  const values = new Map<string, string>();
  for (const { name, text } of below(root, 'properties').flatMap(({ children }) => children)) {
    values.set(name, text);
  }
  for (const name of ['groupId', 'artifactId', 'version']) {
    const parent = below(root, 'parent', name)[0]?.text;
    const own = below(root, name)[0]?.text ?? parent;
    if (own !== undefined) values.set(`project.${name}`, own);
    if (parent !== undefined) values.set(`project.parent.${name}`, parent);
  }
  const fill = (text: string, depth: number): string =>
    depth === 0
      ? text
      : text.replaceAll(/\$\{([^{}]+)\}/g, (whole, name: string) => {
          const value = values.get(name.replace(/^pom\./, 'project.'));
          return value === undefined || value.length > 200 ? whole : fill(value, depth - 1);
        });
  return (text) => fill(text.slice(0, 200), 3);
}
