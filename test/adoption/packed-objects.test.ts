import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitObjects } from '../../src/git/git-objects.ts';
import type { ObjectSource } from '../../src/git/object-source.ts';
import { PackedObjects } from '../../src/git/packed-objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { realParts } from '../support/real-parts.ts';
import { git, noon, temporaryFolder, writeHistory } from './support/history.ts';

const texts = ['green', 'reen_thread', 'import', 'n t', 'ü'];

/** What a source says of blobs: a content's hash, or why there is none; and the texts in it. */
async function answers(source: ObjectSource, ids: readonly string[], limit: number) {
  const found = new Map<string, string>();
  const held = new Map<string, readonly string[]>();
  await source.blobs(
    ids,
    limit,
    (id, content, stored) => {
      expect(found.has(id)).toBe(false);
      if (!Buffer.isBuffer(content)) {
        found.set(id, JSON.stringify(content));
        return;
      }
      found.set(id, createHash('sha256').update(content).digest('hex'));
      if (stored === undefined) return;
      held.set(
        id,
        [...stored.held].map((index) => texts[index] ?? ''),
      );
      expect(held.get(id)?.toSorted()).toEqual(
        texts.filter((text) => content.includes(text)).toSorted(),
      );
    },
    texts,
  );
  return { found: [...found].sort(), held };
}

describe.skipIf(!realParts.git.available)('blobs from packs', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let count = 0;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });

  /** A repository in which one file has these versions. */
  const repository = (versions: readonly string[]) => {
    const path = join(temporary.path, `r${++count}`);
    writeHistory(
      path,
      versions.map((content, i) => ({
        time: noon('2024-01-01') + i,
        entries: [{ path: 'a.py', content }],
      })),
    );
    return path;
  };
  const blobsOf = (path: string) =>
    git(path, ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectname)'])
      .split('\n')
      .flatMap((line) => (line.startsWith('blob ') ? [line.slice(5)] : []));
  const repack = (path: string, ...config: string[]) =>
    git(path, [...config, 'repack', '-a', '-d', '-f', '-q', '--depth=50', '--window=50']);
  const both = async (path: string, ids: readonly string[], limit = 1_000_000) => {
    const opened = await openRepository(path);
    const byGit = await answers(new GitObjects(opened), ids, limit);
    const byPacks = await answers(new PackedObjects(opened), ids, limit);
    expect(byPacks.found).toEqual(byGit.found);
    return byPacks;
  };

  const line = fc.constantFrom(
    'import green\n',
    'x = green_thread(1)\n',
    '    pass\n',
    'ü = 1\n',
    'gre',
  );
  /** An edit: where, how many lines go, and which come. */
  const edit = fc.tuple(fc.nat(60), fc.nat(5), fc.array(line, { maxLength: 6 }));
  const history = fc
    .tuple(fc.array(line, { minLength: 30, maxLength: 60 }), fc.array(edit, { maxLength: 12 }))
    .map(([first, edits]) => {
      const versions = [first];
      for (const [at, less, more] of edits) {
        versions.push((versions.at(-1) ?? []).toSpliced(at, less, ...more));
      }
      return versions.map((lines) => lines.join(''));
    });

  it(
    'are those that git gives, with the texts that stand in them, however they are stored',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.boolean(), async (versions, byName) => {
          const path = repository(versions);
          repack(path, '-c', `repack.useDeltaBaseOffset=${String(!byName)}`);
          const ids = blobsOf(path);
          const { held } = await both(path, ids);
          // All of them came from the pack.
          expect([...held.keys()].sort()).toEqual([...new Set(ids)].sort());
        }),
        { numRuns: 12 },
      );
    },
  );

  it('are too large, or absent, as git says', async () => {
    const versions = Array.from(
      { length: 6 },
      (_, i) => `${'import green\n'.repeat(100 * (i + 1))}${i}`,
    );
    const path = repository(versions);
    repack(path);
    const ids = [...blobsOf(path), '0123456789'.repeat(4), git(path, ['rev-parse', 'HEAD'])];
    const { found } = await both(path, ids, 4000);
    expect(found.filter(([, one]) => one.includes('size'))).toHaveLength(3);
    expect(found.filter(([, one]) => one.includes('missing'))).toHaveLength(2);
  });

  it('stand in several packs, and some in none', async () => {
    const path = repository(['import green\n'.repeat(50)]);
    repack(path);
    const add = (content: string) =>
      git(path, ['hash-object', '-w', '--stdin'], Buffer.from(content));
    const packed = add(`${'import green\n'.repeat(50)}x`);
    git(path, ['pack-objects', '-q', join(path, 'objects/pack/pack')], Buffer.from(`${packed}\n`));
    git(path, ['prune-packed']);
    const loose = add('green');
    const { held } = await both(path, [...new Set([...blobsOf(path), loose])]);
    expect(held.has(packed)).toBe(true);
    expect(held.has(loose)).toBe(false);
  });

  it('that a pack holds damaged are asked of git, which has the last word', async () => {
    const versions = Array.from(
      { length: 8 },
      (_, i) => `${'import green\n'.repeat(40)}${i} ${'ab'.repeat(i)}`,
    );
    const path = repository(versions);
    repack(path);
    const copy = join(temporary.path, `r${++count}`);
    git(temporary.path, ['clone', '-q', '--bare', path, copy]);
    const folder = join(path, 'objects', 'pack');
    const name = readdirSync(folder).find((one) => one.endsWith('.pack')) ?? '';
    const bytes = readFileSync(join(folder, name));
    const ids = blobsOf(path);
    const starts = git(path, ['verify-pack', '-v', join(folder, name)])
      .split('\n')
      .flatMap((row) => {
        const [, offset] = /^\w+ blob +\d+ \d+ (\d+)/.exec(row) ?? [];
        return offset === undefined ? [] : [Number(offset)];
      });
    // One bit within the compressed content of a blob that is a delta of another.
    const last = Math.max(...starts) + 6;
    bytes[last] = (bytes[last] ?? 0) ^ 0x10;
    chmodSync(join(folder, name), 0o600);
    writeFileSync(join(folder, name), bytes);
    // Another copy of everything, which git finds and the reader of packs does not look for.
    writeFileSync(join(path, 'objects/info/alternates'), `${join(copy, 'objects')}\n`);
    const { held } = await both(path, ids);
    expect(held.size).toBeLessThan(ids.length);
  });
});
