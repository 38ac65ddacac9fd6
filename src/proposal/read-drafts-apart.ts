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

/** Reads many folders in threads beside each other. */
export const readDraftsApart: ReadDrafts = async (root, names) => {
  if (names.length < fewFolders) return readDrafts(root, names);
  const threads = Math.min(mostThreads, availableParallelism());
  const pool = new Piscina({
    filename: new URL('draft-thread.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxYoungGenerationSizeMb: youngMemory },
  });
  try {
    const groups = Array.from({ length: Math.ceil(names.length / atOnce) }, (_, i) =>
      names.slice(i * atOnce, (i + 1) * atOnce),
    );
    const read = await Promise.all(
      groups.map(
        (some) => pool.run({ root, names: some } satisfies DraftsOrder) as Promise<SentDraft[]>,
      ),
    );
    return read.flat().map(received);
  } finally {
    await pool.destroy();
  }
};

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
