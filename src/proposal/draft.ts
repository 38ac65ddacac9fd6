import { join, relative } from 'node:path';
import type { Root } from 'mdast';
import type { Problem } from '../ground/problem.ts';
import { frontMatterSchema, type FrontMatter } from './front-matter.ts';
import { probesFileSchema, type ProbesFile } from './probe.ts';
import {
  bodyOf,
  frontMatterOf,
  largestProseBytes,
  tooMuchToRender,
  parseMarkdown,
  tooComplex,
} from './markdown.ts';
import { readItems } from './partial-front-matter.ts';
import { folderName } from './proposal-number.ts';
import { sections, type Section } from './sections.ts';
import { stageSchema } from './stage.ts';
import { checkHtml } from './check-html.ts';
import { checkTimelines } from './timeline.ts';
import { validate } from './validate.ts';
import { asRead, readText, UnreadableFile } from './read-text.ts';
import { YamlSource } from './yaml-source.ts';

/** What index.md and probes.yaml of one folder say, before references are held against the rest. */
export interface Draft {
  folder: string;
  name: string;
  number: number;
  text: string;
  body: string;
  sections: Section[];
  /** What of the prose does not reach the page, or not as it is meant. */
  proseProblems: Problem[];
  frontMatterSource: YamlSource;
  frontMatter: FrontMatter | undefined;
  probesSource: YamlSource;
  probes: ProbesFile | undefined;
  problems: Problem[];
}

/** Reads one proposal's folder on its own, as far as that goes; what ends its reading ends no other's. */
export async function readDraft(folder: string, name: string): Promise<Draft> {
  try {
    return await readWhole(folder, name);
  } catch (error) {
    return emptyDraft(folder, name, [programFault(shown(join(folder, 'index.md')), error)]);
  }
}

/** What of a folder is known before anything of it was read. */
function emptyDraft(folder: string, name: string, problems: Problem[]): Draft {
  return {
    folder,
    name,
    number: numberOf(name),
    text: '',
    body: '',
    sections: [],
    proseProblems: [],
    frontMatterSource: new YamlSource(shown(join(folder, 'index.md')), ''),
    frontMatter: undefined,
    probesSource: new YamlSource(shown(join(folder, 'probes.yaml')), ''),
    probes: undefined,
    problems,
  };
}

/**
 * The number in a folder's name; 0 where it begins with `_`: a template is no proposal, but is checked
 * by tests. NaN where it has none.
 */
function numberOf(name: string): number {
  return Number(folderName.exec(name)?.[1] ?? (name.startsWith('_') ? 0 : Number.NaN));
}

/** What no check foresaw, told as a fault of the file at which it ended. */
export function programFault(file: string, error: unknown): Problem {
  const isDeep = error instanceof RangeError;
  const why = error instanceof Error ? error.message.slice(0, 200) : 'no reason given';
  const message = isDeep ? 'nested too deeply' : `a fault of this program: ${why}`;
  const hint = isDeep ? 'write it flatter' : 'please report it (SECURITY.md)';
  return fault(file, isDeep ? 'too-large' : 'unreadable', message, hint);
}

async function readWhole(folder: string, name: string): Promise<Draft> {
  const problems: Problem[] = [];
  const indexFile = shown(join(folder, 'index.md'));
  const number = numberOf(name);
  if (Number.isNaN(number)) {
    problems.push(
      fault(
        indexFile,
        'schema',
        `bad folder name \`${name}\``,
        'expected NNNN-slug: 0003-short-title',
      ),
    );
  }
  let text = '';
  let tree: Root = { type: 'root', children: [] };
  let frontMatterSource = new YamlSource(indexFile, '');
  let frontMatter: FrontMatter | undefined;
  try {
    text = await readText(join(folder, 'index.md'), indexFile, largestProseBytes);
    tree = parsed(text, indexFile);
    const data = dataOf(tree, indexFile);
    ({ frontMatterSource, frontMatter } = data);
    problems.push(...data.problems);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    problems.push(error.problem);
  }
  const { source, problems: unreadable } = await readYaml(
    join(folder, 'probes.yaml'),
    largestProseBytes,
  );
  const probes = source && validate(probesFileSchema, source);
  problems.push(...unreadable, ...(probes?.problems ?? []));
  return {
    folder,
    name,
    number,
    text,
    body: bodyOf(text, tree),
    sections: sections(tree),
    proseProblems: [...checkHtml(tree, text, indexFile), ...checkTimelines(tree, indexFile)],
    frontMatterSource,
    frontMatter,
    probesSource: source ?? new YamlSource(shown(join(folder, 'probes.yaml')), ''),
    probes: probes?.data,
    problems,
  };
}

/** The data that stands before the prose, and its faults. */
export type DraftData = Pick<Draft, 'frontMatterSource' | 'frontMatter' | 'problems'>;

function dataOf(tree: Root, file: string): DraftData {
  const block = frontMatterOf(tree);
  if (block === undefined) {
    const hint = 'begin the file with `---`, data, `---`';
    return {
      frontMatterSource: new YamlSource(file, ''),
      frontMatter: undefined,
      problems: [fault(file, 'front-matter', 'no front matter', hint)],
    };
  }
  const frontMatterSource = new YamlSource(file, block.yaml, block.lineOffset);
  const { data, problems } = validate(frontMatterSchema, frontMatterSource);
  return { frontMatterSource, frontMatter: data, problems };
}

/**
 * The data of a text that may come to stand in a proposal's index.md.
 *
 * @throws {UnreadableFile} where it is too much to read
 */
export function dataOfText(folder: string, text: string): DraftData {
  const file = shown(join(folder, 'index.md'));
  return dataOf(parsed(asRead(text), file), file);
}

/**
 * What is rendered of a text that stood in a proposal's index.md once, whatever else was wrong with it.
 *
 * @throws {UnreadableFile} where it is too much to read
 */
export function proseOfText(
  folder: string,
  text: string,
): { body: string; stages: { id: string; title: string }[] } {
  const file = shown(join(folder, 'index.md'));
  const tree = parsed(asRead(text), file);
  const source = new YamlSource(file, frontMatterOf(tree)?.yaml ?? '');
  const stages = readItems(source, 'stages', stageSchema).flatMap(({ part: { id, title } }) =>
    id === undefined || title === undefined ? [] : [{ id, title }],
  );
  return { body: bodyOf(asRead(text), tree), stages };
}

/** The tree of a file, or an {@link UnreadableFile} that says what of it is too much. */
function parsed(text: string, file: string): Root {
  const fault = tooComplex(text);
  const tree = fault === undefined ? parseMarkdown(text) : undefined;
  const found = fault ?? (tree && tooMuchToRender(tree));
  if (tree !== undefined && found === undefined) return tree;
  const { line = 1, message = '', hint = '' } = found ?? {};
  throw new UnreadableFile({ file, line, column: 1, message, hint, code: 'too-large' });
}

export async function readYaml(
  path: string,
  mostBytes?: number,
): Promise<{ source?: YamlSource; text: string; problems: Problem[] }> {
  const file = shown(path);
  try {
    const text = await readText(path, file, mostBytes);
    return { source: new YamlSource(file, text), text, problems: [] };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { text: '', problems: [error.problem] };
  }
}

export function fault(file: string, code: Problem['code'], message: string, hint: string): Problem {
  return { file, line: 1, column: 1, message, hint, code };
}

/** A path as the reader would type it. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}
