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
