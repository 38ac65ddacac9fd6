/** This machine cannot do what was asked of it: a full disk, a folder that may not be written. */
export class LocalFault extends Error {
  override name = 'LocalFault';
}

/** What the operating system's codes mean to the person at this machine. */
const meanings: Record<string, string> = {
  ENOSPC: 'no space is left on its disk',
  EDQUOT: 'its quota of disk space is used up',
  EROFS: 'it is on a disk that can only be read',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  EIO: 'its disk fails',
  EFBIG: 'it would be larger than the file system allows',
};

/** The same of SQLite, which keeps locks, by the lower byte of its numbers. */
const ofSqlite: Readonly<Record<number, string>> = { 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC' };
const sqliteCannotOpen = 14;

/** Calls that touch files and nothing else: a network's errors bear the same codes. */
const ofFiles =
  /^(?:open|write|mkdir|rename|fsync|fdatasync|ftruncate|unlink|rm|mkdtemp|read|stat|lstat|scandir|access|copyfile)$/;

/**
 * A fault of this machine's files in one line, with the path; undefined where it is something else.
 *
 * @param path what was being written, where the error itself does not say
 */
export function localFault(error: unknown, path = 'a file'): LocalFault | undefined {
  if (error instanceof LocalFault) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path: own, errcode } = error as NodeJS.ErrnoException & Sqlite;
  const tell = (what: string, why: string) =>
    // Files are written beside their place first.
    new LocalFault(`${what.replace(/\.[\da-f-]{36}\.part$/, '')}: ${why}`, { cause: error });
  if (code === 'ERR_SQLITE_ERROR' && errcode !== undefined) {
    const kind = errcode & 0xff;
    const like = ofSqlite[kind];
    if (like !== undefined) return tell(path, `${meanings[like] ?? ''} (${like})`);
    return kind === sqliteCannotOpen ? tell(path, 'it cannot be opened or made') : undefined;
  }
  // Node says of a folder on a disk that can only be read that it is not there.
  if (code === 'ENOENT' && syscall === 'mkdir') return tell(own ?? path, 'it cannot be made');
  const meaning = meanings[code ?? ''];
  if (code === undefined || meaning === undefined || !ofFiles.test(syscall ?? '')) return undefined;
  return tell(own ?? path, `${meaning} (${code})`);
}

/** What an error of node:sqlite has beside its code. */
interface Sqlite {
  errcode?: number;
}
