import { readFile, stat } from 'node:fs/promises';
import { LineCounter, isMap, isNode, isPair, parseDocument, type Document } from 'yaml';
import type { Problem, ProblemCode } from '../ground/problem.ts';

/** No file that a person writes here is larger; a generated one would be a mistake. */
export const maxBytes = 1024 * 1024;

/** Raised while reading a file whose text cannot be had at all. */
export class UnreadableFile extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'UnreadableFile';
    this.problem = problem;
  }
}

/** The text of a file that a person wrote, or an {@link UnreadableFile} that says why not. */
export async function readText(path: string, shown: string): Promise<string> {
  const fail = (code: ProblemCode, message: string, hint: string, line = 1, column = 1): never => {
    throw new UnreadableFile({ file: shown, line, column, message, hint, code });
  };
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      const mib = (size / 1024 / 1024).toFixed(1);
      return fail('too-large', `the file has ${mib} MiB`, 'at most 1 MiB is read');
    }
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const why =
      error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : '';
    return fail('unreadable', `cannot be read: ${why}`, 'expected a readable text file');
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const line = countLines(bytes, nul);
    return fail(
      'not-text',
      `a NUL byte at byte ${nul}: a binary file`,
      'expected UTF-8 text',
      line,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    const at = firstInvalidUtf8(bytes);
    const line = countLines(bytes, at);
    return fail('not-text', `byte ${at} is not UTF-8`, 'save the file as UTF-8', line);
  }
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 1;
  for (let i = 0; i < end; i++) if (bytes[i] === 10) lines++;
  return lines;
}

/** Offset of the first byte that begins no UTF-8 character. */
function firstInvalidUtf8(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    // The character itself may stand in the file, properly written.
    if (bytes.toString('hex', offset, offset + 3) !== 'efbfbd') return offset;
  }
  return bytes.length;
}

/** A position in a file, one-based. */
export interface Position {
  line: number;
  column: number;
}

/** YAML with the place of every value, so that a fault found later still names its line. */
export class YamlSource {
  readonly file: string;
  readonly value: unknown;
  readonly problems: Problem[];
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #lineOffset: number;

  /** `lineOffset`: lines of the file before the YAML begins (1 for front matter after `---`). */
  constructor(file: string, text: string, lineOffset = 0) {
    this.file = file;
    this.#lineOffset = lineOffset;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    this.problems = this.#document.errors.map((error) => ({
      file,
      ...this.#at(error.pos[0]),
      message: error.message,
      hint: error.code === 'DUPLICATE_KEY' ? 'write each key once' : 'mend the YAML first',
      code: error.code === 'DUPLICATE_KEY' ? 'duplicate-id' : 'yaml',
    }));
    let value: unknown;
    try {
      value = this.problems.length > 0 ? undefined : this.#document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.problems.push(this.problem([], 'yaml', message, 'write the values out'));
    }
    this.value = value;
  }

  #at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line) + this.#lineOffset, column: Math.max(1, col) };
  }

  /** Where a value stands, or the nearest value around it; `key` asks for a key of it instead. */
  position(path: readonly PropertyKey[], key?: string): Position {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = this.#document.getIn(path.slice(0, depth), true);
      if (!isNode(node)) continue;
      if (depth === path.length && key !== undefined && isMap(node)) {
        const pair = node.items.find(
          (item) => isPair(item) && isNode(item.key) && String(item.key) === key,
        );
        if (pair !== undefined && isNode(pair.key) && pair.key.range) {
          return this.#at(pair.key.range[0]);
        }
      }
      if (node.range) return this.#at(node.range[0]);
    }
    return { line: 1 + this.#lineOffset, column: 1 };
  }

  problem(
    path: readonly PropertyKey[],
    code: ProblemCode,
    message: string,
    hint: string,
    key?: string,
  ): Problem {
    return { file: this.file, ...this.position(path, key), message, hint, code };
  }
}
