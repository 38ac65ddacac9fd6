import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Draft } from './draft.ts';
import type { DraftsOrder, SentDraft } from './draft-thread.ts';
import { readDrafts, type ReadDrafts } from './read-drafts.ts';
import { YamlSource, type PlainYaml } from './yaml-source.ts';

/** A thread takes as long to start as so many folders to read. */
const fewFolders = 200;
/** Folders that a thread is given at once. */
const atOnce = 50;
const mostThreads = 4;
/** MiB of young memory: what is parsed of one folder is of no use for the next. */
const youngMemory = 64;

/** Longest that the threads may take for all folders, in ms. */
const longestMs = 10 * 60_000;

const draftThread = new URL('draft-thread.ts', import.meta.url);
const longest = () => AbortSignal.timeout(longestMs);

export interface ApartOptions {
  /** What runs in the threads. */
  thread?: URL;
  /** Of all that they do. */
  limit?: () => AbortSignal;
}

/** Reads many folders in threads beside each other; those for which a thread does not answer, here. */
export function draftsApart({
  thread = draftThread,
  limit = longest,
}: ApartOptions = {}): ReadDrafts {
  return async (root, names) => {
    if (names.length < fewFolders) return readDrafts(root, names);
    const threads = Math.min(mostThreads, availableParallelism());
    const pool = new Piscina({
      filename: thread.href,
      minThreads: threads,
      maxThreads: threads,
      resourceLimits: { maxYoungGenerationSizeMb: youngMemory },
    });
    // A thread that cannot even begin: no other is begun, and nobody would answer.
    const broken = new AbortController();
    pool.on('error', () => {
      broken.abort();
    });
    const signal = AbortSignal.any([limit(), broken.signal]);
    const sent = (order: DraftsOrder) =>
      (pool.run(order, { signal }) as Promise<SentDraft[]>).catch(() => undefined);
    try {
      const groups = Array.from({ length: Math.ceil(names.length / atOnce) }, (_, i) =>
        names.slice(i * atOnce, (i + 1) * atOnce),
      );
      const read = await Promise.all(
        groups.map(
          async (some) =>
            (await sent({ root, names: some }))?.map(received) ?? readDrafts(root, some),
        ),
      );
      return read.flat();
    } finally {
      await pool.destroy();
    }
  };
}

export const readDraftsApart = draftsApart();

function received({ frontMatterSource, probesSource, ...draft }: SentDraft): Draft {
  return {
    ...draft,
    frontMatterSource: sourceOf(frontMatterSource),
    probesSource: sourceOf(probesSource),
  };
}

function sourceOf({ file, text, lineOffset, ...read }: PlainYaml): YamlSource {
  return new YamlSource(file, text, lineOffset, read);
}
