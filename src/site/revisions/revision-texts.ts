import { resolve } from 'node:path';
import { canonicalVersion } from '../../comments/anchoring/canonical-text.ts';
import { revisionName } from '../../comments/anchoring/revision.ts';
import { GitObjects } from '../../git/git-objects.ts';
import { ownRepository } from '../../git/own-repository.ts';
import { UnreadableRepository } from '../../git/read-problem.ts';
import { GitFailed } from '../../git/run-git.ts';
import { proseOfText } from '../../proposal/draft.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { largestProseBytes } from '../../proposal/markdown.ts';
import { proseText, type Prose } from '../prose/render-prose.ts';
import { KeptTexts } from './kept-texts.ts';
import type { ListedRevision, Revision, RevisionList } from '../../comments/revision-file.ts';
import { sourceVersions, type SourceVersion } from './source-versions.ts';

/** Versions of one proposal's file; where there are more, none of them has a number. */
const mostVersions = 1000;
/** Revisions of one proposal whose source is kept, and which have a page. */
export const mostSources = 30;

/** All revisions of a proposal, with their texts. */
export interface ProposalRevisions {
  list: RevisionList;
  /** In the order of the list. */
  revisions: Revision[];
  /** The index.md that had each revision's text first, by its name; of the newest and the head alone. */
  sources: Map<string, string>;
}

/**
 * The canonical texts of proposals: what stands in their folders, and what each commit of the default
 * branch had. Where git's history is not there, or not whole, the first alone: numbers from a part of it
 * would be others than those of the whole. The history is read once, each proposal when it is asked for.
 */
export class RevisionTexts {
  readonly #root: string;
  readonly #kept: KeptTexts;
  readonly #found = new Map<number, Promise<ProposalRevisions>>();
  #history: Promise<History> | undefined;

  /**
   * @param root the folder of proposals
   * @param keep a folder for the texts of earlier runs
   */
  constructor(root: string, keep: string) {
    this.#root = root;
    this.#kept = new KeptTexts(keep);
  }

  of(proposal: Proposal): Promise<ProposalRevisions> {
    let found = this.#found.get(proposal.number);
    if (found === undefined) {
      this.#history ??= readHistory(this.#root);
      found = this.#history.then((history) => revisionsOf(proposal, history, this.#kept));
      this.#found.set(proposal.number, found);
    }
    return found;
  }

  /** Those of all proposals there are; texts of earlier runs that none of them has go. */
  async all(proposals: readonly Proposal[]): Promise<ProposalRevisions[]> {
    const found: ProposalRevisions[] = [];
    // One after the other: each takes all of a processor.
    for (const proposal of proposals) found.push(await this.of(proposal));
    await this.#kept.dropUnused();
    return found;
  }
}

interface History {
  versions: SourceVersion[];
  /** The source of each blob; one that is larger than what is read is not among them. */
  sources: Map<string, string>;
  problem?: string;
}

async function readHistory(root: string): Promise<History> {
  const none = (why: string): History => ({ versions: [], sources: new Map(), problem: why });
  try {
    const own = await ownRepository(resolve(root));
    if (own.repository.shallow) return none('this clone has only the last commits');
    const versions = await sourceVersions(own);
    const sources = new Map<string, string>();
    let lost = 0;
    const blobs = versions.map(({ blob }) => blob);
    await new GitObjects(own.repository).blobs(blobs, largestProseBytes, (id, content) => {
      if (Buffer.isBuffer(content)) sources.set(id, content.toString('utf8'));
      else if ('missing' in content) lost += 1;
    });
    return lost === 0 ? { versions, sources } : none('this clone lacks some of its files');
  } catch (error) {
    if (error instanceof UnreadableRepository) return none(error.problem.message);
    if (error instanceof GitFailed) return none(error.reason);
    throw error;
  }
}

async function revisionsOf(
  { number: proposal, name: slug, folder, body, text: whole, frontMatter: { stages } }: Proposal,
  history: History,
  texts: KeptTexts,
): Promise<ProposalRevisions> {
  const versions = history.versions.filter((one) => one.proposal === proposal);
  const tooMany =
    versions.length > mostVersions ? `it has more than ${mostVersions} versions` : undefined;
  const problem = history.problem ?? tooMany;
  const revisions = new Map<string, Revision>();
  const sources = new Map<string, string>();
  for (const { commit, date, blob } of problem === undefined ? versions : []) {
    const source = history.sources.get(blob);
    if (source === undefined || source === '') continue;
    const text = await texts.of(source, () => textOf(() => proseOfText(folder, source)));
    if (text === '') continue;
    const id = await revisionName(text);
    if (revisions.has(id)) continue;
    const number = revisions.size + 1;
    revisions.set(id, { id, number, commit, date, proposal, canonical: canonicalVersion, text });
    sources.set(id, source);
  }
  const text = await texts.of(whole, () => textOf(() => ({ body, stages })));
  const head = await revisionName(text);
  if (!revisions.has(head)) {
    revisions.set(head, { id: head, proposal, canonical: canonicalVersion, text });
    sources.set(head, whole);
  }
  const old = [...sources.keys()].slice(0, -mostSources).filter((id) => id !== head);
  for (const id of old) sources.delete(id);
  const all = [...revisions.values()];
  return {
    list: {
      proposal,
      slug,
      head,
      revisions: all.map(listed),
      ...(problem === undefined ? {} : { problem }),
    },
    revisions: all,
    sources,
  };
}

/**
 * What a version says; nothing where it cannot be read or rendered today, whatever the reason: the page
 * tells that of the head, and an old one stops no build.
 */
async function textOf(prose: () => Prose): Promise<string> {
  try {
    return await proseText(prose());
  } catch {
    return '';
  }
}

function listed({ id, number, commit, date }: Revision): ListedRevision {
  return number === undefined ? { id } : { id, number, commit, date };
}
