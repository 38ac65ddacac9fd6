import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { CanonicalBlock } from '../../comments/anchoring/canonical-text.ts';
import { GitObjects } from '../../git/git-objects.ts';
import { ownRepository } from '../../git/own-repository.ts';
import { UnreadableRepository } from '../../git/read-problem.ts';
import { GitFailed } from '../../git/run-git.ts';
import { proseOfText } from '../../proposal/draft.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { largestProseBytes } from '../../proposal/markdown.ts';
import { proseBlocks } from '../prose/render-prose.ts';

/** The canonical text of a file's version, with the lines of the file that its blocks stand on. */
export interface SourceText {
  text: string;
  blocks: readonly CanonicalBlock[];
  /** Lines of the file before its prose begins. */
  before: number;
}

/** Versions of a proposal's index.md by the names under which git has them, as far as it has them. */
export async function sourceTexts(
  { folder, text }: Pick<Proposal, 'folder' | 'text'>,
  blobs: ReadonlySet<string>,
): Promise<Map<string, SourceText>> {
  const sources = new Map<string, string>();
  const own = blobName(Buffer.from(text));
  if (blobs.has(own)) sources.set(own, text);
  const others = [...blobs].filter((blob) => blob !== own);
  if (others.length > 0) await readBlobs(folder, others, sources);
  const found = new Map<string, SourceText>();
  for (const [blob, source] of sources) {
    const read = await sourceText(folder, source);
    if (read !== undefined) found.set(blob, read);
  }
  return found;
}

/** The name that git gives a file's content. */
function blobName(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}

async function readBlobs(
  folder: string,
  blobs: readonly string[],
  into: Map<string, string>,
): Promise<void> {
  try {
    const { repository } = await ownRepository(resolve(folder));
    await new GitObjects(repository).blobs(blobs, largestProseBytes, (id, content) => {
      if (Buffer.isBuffer(content)) into.set(id, content.toString('utf8'));
    });
  } catch (error) {
    // Without its history a passage is found by its words, or not at all.
    if (error instanceof UnreadableRepository || error instanceof GitFailed) return;
    throw error;
  }
}

/** Undefined where it cannot be rendered today, whatever the reason: an old version stops no build. */
async function sourceText(folder: string, source: string): Promise<SourceText | undefined> {
  try {
    const prose = proseOfText(folder, source);
    const blocks = await proseBlocks(prose);
    const head = source.slice(0, source.length - prose.body.length);
    const before = head.split('\n').length - 1;
    return { text: blocks.map((block) => block.text).join('\n'), blocks, before };
  } catch {
    return undefined;
  }
}
