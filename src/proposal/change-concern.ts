import { compareProblems, type Problem } from '../ground/problem.ts';
import { checkConcerns } from './check-concerns.ts';
import { concernSchema, type Concern } from './concern.ts';
import { dataOfText, type DraftData } from './draft.ts';
import { editFrontMatter, editProposal, type FrontMatterEdit } from './front-matter-editor.ts';
import type { Proposal } from './load-proposals.ts';
import { readItems } from './partial-front-matter.ts';
import type { Registry } from './registry.ts';

/** A change that would leave the register with faults that it does not have now; nothing was written. */
export class FaultyChange extends Error {
  override name = 'FaultyChange';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/** Fields to set; undefined takes one out. */
export type ConcernChange = { [Key in keyof Concern]?: Concern[Key] | undefined };

/** Keys of an entry in the order in which they are written. */
const order = Object.keys(concernSchema.shape);

/**
 * Changes fields of one entry of a proposal's register in its file, and nothing else there.
 *
 * @param today `YYYY-MM-DD`
 * @throws {FaultyChange} where the register would then break a rule
 * @throws {EditRefused} where the file's form does not allow it
 */
export async function changeConcern(
  proposal: Pick<Proposal, 'folder'>,
  registry: Registry,
  { id, change, today }: { id: string; change: ConcernChange; today: string },
): Promise<void> {
  await editProposal(proposal.folder, (text) => {
    const before = dataOfText(proposal.folder, text);
    const entries = readItems(before.frontMatterSource, 'concerns', concernSchema);
    const at = entries.findIndex(({ part }) => part.id === id);
    if (at < 0) throw new RangeError(`no concern \`${id}\``);
    const edits = Object.entries(change).map(([key, value]): FrontMatterEdit => ({
      path: ['concerns', at, key],
      value,
      order,
    }));
    const edited = editFrontMatter(text, edits);
    const faults = (draft: DraftData) => [
      ...draft.problems,
      ...checkConcerns(draft, registry, today),
    ];
    const known = new Set(faults(before).map(({ message }) => message));
    const after = dataOfText(proposal.folder, edited);
    const fresh = faults(after).filter(({ message }) => !known.has(message));
    if (fresh.length > 0) throw new FaultyChange(fresh.sort(compareProblems));
    return edited;
  });
}
