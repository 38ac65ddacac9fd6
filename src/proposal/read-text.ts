import { dirname } from 'node:path';
import type { ProblemCode, Problem } from '../ground/problem.ts';
import { readBelow, UnsafePath } from '../ground/trust/open-below.ts';

/** No file that a person writes here is larger; a generated one would be a mistake. */
const largestFileBytes = 1024 * 1024;

/**
 * So much of projects.yaml is read, which grows with the plan as no other file does that people write:
 * 50,000 projects take 3 to 8 MiB.
 */
export const largestRegistryBytes = 8 * 1024 * 1024;

/** Raised while reading a file whose text cannot be had at all. */
export class UnreadableFile extends Error {
  readonly problem: Problem;
  /** There is no such file. */
  readonly isAbsent: boolean;
  constructor(problem: Problem, isAbsent = false) {
    super(problem.message);
    this.name = 'UnreadableFile';
    this.problem = problem;
    this.isAbsent = isAbsent;
  }
}

/** The text of a file that a person wrote, or an {@link UnreadableFile} that says why not. */
export async function readText(
  path: string,
  shown: string,
  mostBytes = largestFileBytes,
): Promise<string> {
  const fail = (code: ProblemCode, message: string, hint: string, line = 1, column = 1): never => {
    throw new UnreadableFile({ file: shown, line, column, message, hint, code });
  };
  let bytes: Buffer;
  try {
    bytes = await readBelow(dirname(path), path, mostBytes);
  } catch (error) {
    if (error instanceof UnsafePath) {
      return fail(
        error.code === 'too-large' ? 'too-large' : 'unreadable',
        error.message,
        error.hint,
      );
    }
    const why =
      error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : '';
    if (why === 'ENOENT') {
      const absent = { file: shown, line: 1, column: 1, message: 'is not there' };
      throw new UnreadableFile({ ...absent, hint: 'add the file', code: 'unreadable' }, true);
    }
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
    return asRead(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const at = firstInvalidUtf8(bytes);
    const line = countLines(bytes, at);
    return fail('not-text', `byte ${at} is not UTF-8`, 'save the file as UTF-8', line);
  }
}

/** A text as every reader has it: without a mark before it, lines ended by LF. */
export function asRead(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
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
