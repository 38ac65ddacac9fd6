import { inMirrors } from '../../src/git/clone.ts';
import { BatchReader } from '../../src/git/cat-file-batch.ts';
import { readGit } from '../../src/git/run-git.ts';

/** One change of one file: the commit, and the two contents' ids. */
export interface FileChange {
  repository: string;
  commit: string;
  path: string;
  before: string;
  after: string;
}

/** Larger files are not what people comment on; shorter ones say too little. */
const sizes = { least: 1000, most: 256 * 1024 };

/** A repository of which texts are read, by its owner and name. */
export class History {
  readonly #gitDir: string;
  readonly #reader: BatchReader;
  readonly repository: string;

  private constructor(repository: string, gitDir: string) {
    this.repository = repository;
    this.#gitDir = gitDir;
    this.#reader = new BatchReader(gitDir);
  }

  /** @param pattern where clones lie; `{owner}` and `{name}` stand for the repository's */
  static async open(repository: string, pattern: string): Promise<History> {
    const located = await inMirrors(pattern)(`https://github.com/${repository}`);
    return new History(repository, located.path);
  }

  /** Every change along the first parents to a file whose text was there before, the newest first. */
  async changes(head: string, wanted: RegExp): Promise<FileChange[]> {
    const out = await readGit(this.#gitDir, [
      ...[
        'log',
        '--first-parent',
        '--diff-merges=first-parent',
        '--raw',
        '-M',
        '-z',
        '--no-abbrev',
      ],
      ...['--format=%x01%H', head],
    ]);
    const changes: FileChange[] = [];
    let commit = '';
    const fields = out.toString('utf8').split('\0');
    for (let i = 0; i < fields.length; i++) {
      const field = (fields[i] ?? '').replace(/^\n/, '');
      if (field.startsWith('\x01')) commit = field.slice(1).trim();
      const raw = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(field);
      if (raw === null) continue;
      const [, , , before = '', after = '', status] = raw;
      const isRename = status === 'R' || status === 'C';
      const path = fields[i + (isRename ? 2 : 1)] ?? '';
      i += isRename ? 2 : 1;
      if ((status === 'M' || status === 'R') && before !== after && wanted.test(path)) {
        changes.push({ repository: this.repository, commit, path, before, after });
      }
    }
    return changes;
  }

  /** Ids of the files' contents at a commit. */
  async files(head: string, path: RegExp): Promise<string[]> {
    const out = await readGit(this.#gitDir, ['ls-tree', '-r', '-z', head]);
    return out
      .toString('utf8')
      .split('\0')
      .flatMap((line) => {
        const [, id, name] = /blob ([0-9a-f]+)\t(.*)/.exec(line) ?? [];
        return id !== undefined && path.test(name ?? '') ? [id] : [];
      });
  }

  /** The contents of a size that is read. */
  async texts(ids: readonly string[]): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    const readable = await this.#reader.sizes([...new Set(ids)], sizes.most, () => undefined);
    await this.#reader.contents(readable, (id, content) => {
      if (!Buffer.isBuffer(content) || content.length < sizes.least) return;
      texts.set(id, content.toString('utf8'));
    });
    return texts;
  }
}
