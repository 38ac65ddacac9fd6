import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { holdLock } from '../ground/lock.ts';
import { readBelow, writeBelow } from '../ground/trust/open-below.ts';
import { largestProseBytes } from './markdown.ts';
import { smallestChanges } from './smallest-changes.ts';
import { EditRefused, type YamlPath } from './yaml-places.ts';
import { YamlSplicer } from './yaml-splice.ts';
import { YamlSource } from './yaml-source.ts';

export { EditRefused } from './yaml-places.ts';

/** One change of a front matter. */
export interface FrontMatterEdit {
  /** Keys, and places in lists from 0 on; the length of a list adds to its end. */
  path: YamlPath;
  /** JSON data; undefined takes the value out. */
  value: unknown;
  /** Keys in the order in which the mapping has them: a new one goes after those before it. */
  order?: readonly string[];
}

/** Another command has long written its edit by then, in ms. */
const longestWaitMs = 30_000;

/**
 * Changes values of a file's front matter and nothing else: comments, quotes, anchors, line ends and
 * order stay letter for letter. An edit that the file's form does not allow without touching more is
 * refused, never guessed: the result is read again and must be the old data with this change.
 *
 * @param text the whole file as it is, line ends included
 * @throws {EditRefused} with the line and what to do; then nothing was changed
 */
export function editFrontMatter(text: string, edits: readonly FrontMatterEdit[]): string {
  const span = frontMatterSpan(text);
  const { start, end, line } = span;
  let yaml = text.slice(start, end);
  for (const { path, value: written, order = [] } of edits) {
    const value =
      written === undefined ? undefined : (JSON.parse(JSON.stringify(written)) as unknown);
    const wanted = withChange(dataOf(yaml, line), path, value);
    const old = valueAt(dataOf(yaml, line), path);
    const changes = value === undefined ? [{ path, value }] : smallestChanges(old, path, value);
    for (const one of changes) yaml = changed(yaml, one.path, one.value, order, span);
    if (!isDeepStrictEqual(dataOf(yaml, line), wanted)) {
      throw refusal(path, 'cannot be changed alone here; change it by hand');
    }
  }
  const edited = text.slice(0, start) + yaml + text.slice(end);
  const again = frontMatterSpan(edited);
  if (edited.slice(again.end) !== text.slice(end)) {
    throw new EditRefused(
      'line 1: the front matter would not end where it does; change it by hand',
    );
  }
  return edited;
}

/**
 * Changes a proposal's index.md under a lock, letter for letter: two commands at once follow each other.
 *
 * @param change the new text of the file as it is under the lock; what it throws leaves the file alone
 * @throws {EditRefused} where the file is no UTF-8
 */
export async function editProposal(
  folder: string,
  change: (text: string) => string,
): Promise<void> {
  const path = join(folder, 'index.md');
  using _ = await holdLock(
    join(folder, '.index.lock'),
    `another command edits ${path}`,
    longestWaitMs,
  );
  const bytes = await readBelow(folder, path, largestProseBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EditRefused(`${path} is not UTF-8; npm run check says where`);
  }
  await writeBelow(folder, path, change(text));
}

/** Where the YAML stands between its two lines of `---`. */
interface FrontMatterSpan {
  start: number;
  end: number;
  /** The line of the file on which it begins. */
  line: number;
  /** How the file's lines end: as its first one does. */
  newLine: string;
}

function frontMatterSpan(text: string): FrontMatterSpan {
  const open = /^\uFEFF?---[\t ]*(\r?\n)/.exec(text);
  const start = open?.[0].length ?? 0;
  const close = /^---[\t ]*\r?$/m.exec(text.slice(start));
  if (open === null || close === null) throw new EditRefused('line 1: no front matter');
  const end = start + close.index;
  if (/\r(?!\n)/.test(text.slice(0, end))) {
    throw new EditRefused('line 1: lines end with CR alone; save the file with LF or CRLF');
  }
  return { start, end, line: 2, newLine: open[1] ?? '\n' };
}

function changed(
  yaml: string,
  path: YamlPath,
  value: unknown,
  order: readonly string[],
  { line, newLine }: FrontMatterSpan,
): string {
  const root = parseDocument(yaml, { logLevel: 'error' }).contents;
  const splicer = new YamlSplicer(yaml, root, line, newLine);
  const splices = value === undefined ? splicer.remove(path) : splicer.set(path, value, order);
  return splices
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), yaml);
}

/** The data as every other reader has it, within the same bounds, with line ends as they are read. */
function dataOf(yaml: string, line: number): unknown {
  const source = new YamlSource('', yaml.replaceAll('\r\n', '\n'), line - 1);
  const [fault] = source.problems;
  if (fault !== undefined) {
    throw new EditRefused(`line ${fault.line}: ${fault.message}; ${fault.hint}`);
  }
  return source.value;
}

function valueAt(data: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (here, part) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, part)
        ? (here as Record<string | number, unknown>)[part]
        : undefined,
    data,
  );
}

/** The data that an edit is to lead to. */
function withChange(data: unknown, [part, ...rest]: YamlPath, value: unknown): unknown {
  if (part === undefined) return value;
  if (value === undefined && valueAt(data, [part]) === undefined) return data;
  if (typeof part === 'number') {
    const list: unknown[] = Array.isArray(data) ? [...(data as unknown[])] : [];
    if ((data ?? undefined) !== undefined && !Array.isArray(data)) {
      throw refusal([part], 'leads into what is no list');
    }
    if (part > list.length) throw refusal([part], `the list has ${list.length}`);
    if (rest.length === 0 && value === undefined) return list.toSpliced(part, 1);
    list[part] = withChange(list[part], rest, value);
    return list;
  }
  if ((data ?? undefined) !== undefined && (typeof data !== 'object' || Array.isArray(data))) {
    throw refusal([part], 'leads into what is no mapping');
  }
  const map = { ...(data as Record<string, unknown> | null | undefined) };
  if (rest.length === 0 && value === undefined) {
    return Object.fromEntries(Object.entries(map).filter(([key]) => key !== part));
  }
  map[part] = withChange(map[part], rest, value);
  return map;
}

function refusal(path: YamlPath, why: string): EditRefused {
  return new EditRefused(`${path.join('.')}: ${why}`);
}
