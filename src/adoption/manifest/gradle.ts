import { kind } from '../syntax/kind.ts';
import { tableKinds } from '../syntax/table-lexer.ts';
import { linesOf } from '../config/setting.ts';
import { lowestOfRange } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';
import { tomlValues } from './toml-values.ts';

/** A configuration, and what stands behind it up to the end of the line or of its bracket. */
const declaration =
  /(?<=^|[\n;{])[ \t]*(?:add\s*\(\s*)?["']?([a-z]\w*)["']?(?:[ \t]*\(\s*|[ \t]*,|[ \t]+)[ \t]*((?:[^\n;]*,[ \t]*\n)*[^\n;]*)/gi;
const wrapped = /^(?:platform|enforcedPlatform|testFixtures)\s*\(\s*/;
const coordinates = /^\(?["']([\w.-]+):([\w.-]+)(?::([^:"'@]+))?[^"'\n]*["']/;
/** Parts of the same build, files, and names that a catalog gives. */
const ofItsOwn =
  /^(?:project\s*\(|(?:projects|files|fileTree|gradleApi|localGroovy|gradleTestKit|kotlinOption|libs|\w+[lL]ibs)\b)/;
const notRequired =
  /^(?:exclude|constraints|components|modules|if|else|for|while|val|var|def|return)$/;
/** Blocks that say when something is required, or in which build. */
const conditions = new Set(['if', 'else', 'for', 'while', 'try', 'catch', 'finally', 'when']);
/** Blocks that are run for each of a list, or with a value. */
const byCode =
  /^(?:each\w*|forEach\w*|collect|all|any|every|find\w*|map|with|apply|also|let|run|times|repeat)$/;
/** What is required without a block, or by names that another way than a catalog's file declares. */
const outsideBlocks =
  /\bdependencies\s*\.\s*\w+\s*\(?\s*["']|\b\w*[lL]ibs\s*=\s*\[|\bfrom\s*\(\s*["'][\w.-]+:/;
/** A library of a catalog that a settings script declares. */
const cataloged =
  /\blibrary\s*\(\s*["'][\w.-]+["']\s*,\s*["']([\w.-]+)(?::([\w.-]+)(?::([^"'\n:]+))?["']|["']\s*,\s*["']([\w.-]+)["'])/g;

const forTheBuild = /^(?:annotationProcessor|kapt|ksp|classpath|lint)/;

/**
 * What the `dependencies` blocks of a Gradle script, Groovy or Kotlin, require, as `group:artifact`. A name of
 * a version catalog (`libs.…`) is read where the catalog says what it is. A script is code: what is not
 * written out leaves it unread.
 */
export function parseGradle(text: string): Manifest {
  const kinds = tableKinds('kotlin', text);
  const code = text
    .split('')
    .map((char, i) => (kinds[i] === kind.comment && char !== '\n' ? ' ' : char))
    .join('');
  const lineOf = linesOf(text);
  const requirements: Requirement[] = [];
  const outside = outsideBlocks.exec(code);
  let fault =
    outside === null ? undefined : `line ${lineOf(outside.index)}: says by code what it requires`;
  for (const { index, 1: group = '', 2: short, 3: version, 4: name = '' } of code.matchAll(
    cataloged,
  )) {
    requirements.push({
      ...{ name: `${group}:${short ?? name}`, extras: [], line: lineOf(index), ecosystem: 'maven' },
      ...(version === undefined ? { elsewhere: true } : lowestOfRange(version)),
    });
  }
  for (const { from, to, isBuild, isByCode } of blocks(text, kinds)) {
    if (isByCode) fault ??= `line ${lineOf(from)}: says by code what it requires`;
    for (const match of code.slice(from, to).matchAll(declaration)) {
      const [whole, configuration = '', behind = ''] = match;
      const line = lineOf(from + match.index + whole.search(/\S/));
      if (notRequired.test(configuration)) continue;
      const argument = behind.replace(/^\(\s*/, '').replace(wrapped, '');
      const packages = packagesIn(argument);
      if (packages.length === 0 && argument !== '' && !ofItsOwn.test(argument)) {
        fault ??= `line ${line}: says by code what it requires`;
      }
      const testing = /test/i.test(configuration);
      const isDev = isBuild || testing || forTheBuild.test(configuration);
      for (const { name, version } of packages) {
        requirements.push({
          ...{ name, extras: [], line, ecosystem: 'maven' },
          ...(version === undefined ? { elsewhere: true } : lowestOfRange(version)),
          ...(testing && { testing }),
          ...(isDev && { dev: true }),
        });
      }
    }
  }
  return { only: 'maven', requirements, ...(fault && { fault }) };
}

/** What one declaration names: coordinates, one or several, their parts by name, or Kotlin's own. */
function packagesIn(argument: string): { name: string; version: string | undefined }[] {
  const kotlin = /^kotlin\s*\(\s*["']([\w-]+)["'](?:\s*,\s*["']([^"']+)["'])?/.exec(argument);
  if (kotlin !== null) {
    return [{ name: `org.jetbrains.kotlin:kotlin-${kotlin[1] ?? ''}`, version: kotlin[2] }];
  }
  const part = (name: string) =>
    new RegExp(`\\b${name}\\s*[:=]\\s*["']([^"']+)["']`).exec(argument)?.[1];
  const [group, artifact] = [part('group'), part('name')];
  if (group !== undefined && artifact !== undefined) {
    const name = `${group}:${artifact}`;
    return name.includes('$') ? [] : [{ name, version: part('version') }];
  }
  const found: { name: string; version: string | undefined }[] = [];
  let rest = argument;
  for (let match = coordinates.exec(rest); match !== null; match = coordinates.exec(rest)) {
    const [whole, of = '', name = '', version] = match;
    found.push({ name: `${of}:${name}`, version });
    rest = rest.slice(whole.length).replace(/^\s*,\s*/, '');
  }
  return found;
}

interface Block {
  from: number;
  to: number;
  isBuild: boolean;
  /** Is it run for each of a list, or with a value? */
  isByCode: boolean;
}

/**
 * The innermost text of each `dependencies { … }`, that of its conditions too; other blocks within it
 * (`constraints { … }`) are left out.
 */
function blocks(text: string, kinds: Uint8Array): Block[] {
  const found: Block[] = [];
  const open: string[] = [];
  let from = -1;
  for (const { index, 0: sign } of text.matchAll(/[{}]/g)) {
    if (kinds[index] !== kind.code) continue;
    if (from >= 0 && !open.includes('dependencyManagement')) {
      found.push({ from, to: index, isBuild: open.includes('buildscript'), isByCode: false });
    }
    const isWithin = from >= 0;
    if (sign === '{') open.push(openerOf(text, index));
    else open.pop();
    const opener = open.at(-1) ?? '';
    if (isWithin && sign === '{' && byCode.test(opener)) {
      found.push({ from: index, to: index, isBuild: false, isByCode: true });
    }
    const of = open.findLast((one) => !conditions.has(one));
    from = of === 'dependencies' ? index + 1 : -1;
  }
  return found;
}

/** Of so much text before it the name of a block is told. */
const mostBefore = 500;

/** The name in front of a block, its arguments left out; empty where there is none. */
function openerOf(text: string, index: number): string {
  let before = text.slice(Math.max(0, index - mostBefore), index).trimEnd();
  if (before.endsWith(')')) {
    let depth = 0;
    let at = before.length;
    do {
      at--;
      if (before[at] === ')') depth++;
      else if (before[at] === '(') depth--;
    } while (depth > 0 && at > 0);
    before = before.slice(0, at).trimEnd();
  }
  return /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
}

/** The libraries of a version catalog (libs.versions.toml), and its plugins, which are for the build. */
export function parseVersionCatalog(text: string): Manifest {
  const { values, fault } = tomlValues(text);
  const versions = new Map<string, string>();
  const entries = new Map<string, { line: number; said: Map<string, string>; isPlugin: boolean }>();
  for (const { path, text: value, line } of values) {
    const [table, alias, ...keys] = path.map(String);
    if (alias === undefined || value === undefined) continue;
    // Of `{ strictly, require, prefer }` what must be comes first.
    if (table === 'versions' && !(keys[0] === 'prefer' && versions.has(alias)))
      versions.set(alias, value);
    if (table !== 'libraries' && table !== 'plugins') continue;
    const id = `${table} ${alias}`;
    const entry = entries.get(id) ?? {
      line,
      said: new Map<string, string>(),
      isPlugin: table === 'plugins',
    };
    entry.said.set(keys.join('.'), value);
    entries.set(id, entry);
  }
  const requirements = [...entries.values()].flatMap(({ line, said, isPlugin }): Requirement[] => {
    const short = said.get('')?.split(':') ?? [];
    const plugin = said.get('id') ?? (isPlugin ? short[0] : undefined);
    const module =
      said.get('module') ??
      (said.has('name')
        ? `${said.get('group') ?? ''}:${said.get('name') ?? ''}`
        : short.slice(0, 2).join(':'));
    const name = plugin ?? module;
    if (name === '') return [];
    const reference = said.get('version.ref');
    const version =
      (reference === undefined ? undefined : versions.get(reference)) ??
      said.get('version') ??
      said.get('version.strictly') ??
      said.get('version.require') ??
      said.get('version.prefer') ??
      short[plugin === undefined ? 2 : 1];
    return [
      {
        ...{ name, extras: [], line, ecosystem: 'maven' },
        ...(version === undefined ? { elsewhere: true } : lowestOfRange(version)),
        ...(isPlugin && { dev: true }),
      },
    ];
  });
  return { only: 'maven', requirements, ...(fault && { fault }) };
}
