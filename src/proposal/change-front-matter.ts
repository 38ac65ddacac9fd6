import { compareProblems, type Problem } from '../ground/problem.ts';
import { checkConcerns } from './check-concerns.ts';
import { checkDecisions } from './check-decisions.ts';
import { dataOfText, type DraftData } from './draft.ts';
import { editFrontMatter, editProposal, type FrontMatterEdit } from './front-matter-editor.ts';
import type { Proposal } from './load-proposals.ts';
import type { Registry } from './registry.ts';

/** A change that would leave a proposal with faults that it does not have now; nothing was written. */
export class FaultyChange extends Error {
  override name = 'FaultyChange';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/** What a change is made from, and held against. */
export interface ChangeContext {
  registry: Registry;
  /** `YYYY-MM-DD` */
  today: string;
}

/**
 * Changes values of a proposal's front matter in its file, and nothing else there.
 *
 * @param editsOf the edits, from the file as it is under the lock
 * @throws {FaultyChange} where the proposal would then break a rule that it keeps now
 * @throws {EditRefused} where the file's form does not allow it
 */
export async function changeFrontMatter(
  { folder }: Pick<Proposal, 'folder'>,
  context: ChangeContext,
  editsOf: (before: DraftData, text: string) => readonly FrontMatterEdit[],
): Promise<void> {
  await editProposal(folder, (text) =>
    changedFrontMatter(folder, context, text, editsOf(dataOfText(folder, text), text)),
  );
}

/** The text with the edits, if it then breaks no rule that it keeps now. Throws as above. */
export function changedFrontMatter(
  folder: string,
  { registry, today }: ChangeContext,
  text: string,
  edits: readonly FrontMatterEdit[],
): string {
  const edited = editFrontMatter(text, edits);
  const faults = (draft: DraftData) => [
    ...draft.problems,
    ...checkConcerns(draft, registry, today),
    ...checkDecisions(draft, registry, today),
  ];
  const known = new Set(faults(dataOfText(folder, text)).map(({ message }) => message));
  const fresh = faults(dataOfText(folder, edited)).filter(({ message }) => !known.has(message));
  if (fresh.length > 0) throw new FaultyChange(fresh.sort(compareProblems));
  return edited;
}
