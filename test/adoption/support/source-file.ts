import { configFormat } from '../../../src/adoption/config/config-format.ts';
import { syntaxOf } from '../../../src/adoption/file/file-syntax.ts';
import { SourceFile } from '../../../src/adoption/file/source-file.ts';
import { VersionMemory } from '../../../src/adoption/file/version-memory.ts';
import { folderOf } from '../../../src/git/path.ts';

/** A file as its path alone tells how it is read; an excerpt where it is some lines of one. */
export function sourceFile(path: string, text: string, isExcerpt = false): SourceFile {
  const name = {
    syntax: syntaxOf(path),
    manifest: undefined,
    config: configFormat(path),
    folder: folderOf(path),
  };
  return new SourceFile(Buffer.from(text), name, path, new VersionMemory(), isExcerpt);
}

/** A Python file of statements of one line each, and what is left of it where lines hold none of `texts`. */
export function excerptOf(
  path: string,
  lines: readonly string[],
  texts: readonly string[],
): { file: SourceFile; kept: number[] } {
  const isKept = (line: string) => texts.some((text) => line.includes(text));
  const text = lines.map((line) => (isKept(line) ? line : '')).join('\n');
  return {
    file: sourceFile(path, text, true),
    kept: lines.flatMap((line, i) => (isKept(line) ? [i + 1] : [])),
  };
}
