import { registerOf } from './concern-register.ts';
import { holdUp } from './concern-standing.ts';
import { stands } from './concern-words.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Proposal } from './load-proposals.ts';
import { unanswered } from './readiness.ts';
import type { Registry } from './registry.ts';
import { signOffFacts } from './sign-off-facts.ts';
import type { SignOffFacts, TransitionFacts } from './transition-facts.ts';

/** What a proposal itself says of that by which a step is judged. */
export type OwnFacts = Pick<
  TransitionFacts,
  'from' | 'today' | 'undated' | 'unready' | 'holdUps' | 'finalCommentUntil' | 'signOffs'
>;

/**
 * Reads off a proposal's data what a step is judged by.
 *
 * @param today `YYYY-MM-DD`
 * @param changed what changed in its text since a commit
 */
export function ownFacts(
  proposal: Pick<Proposal, 'frontMatter'>,
  registry: Registry,
  today: string,
  changed: (commit: string) => SignOffFacts['changed'],
): OwnFacts {
  const { frontMatter } = proposal;
  const { status, stages, concerns, readiness, finalComment }: FrontMatter = frontMatter;
  const register = registerOf(proposal, registry, today);
  return {
    from: status,
    today,
    undated: stages.filter(({ due }) => due === undefined).map(({ id }) => id),
    unready: unanswered(readiness),
    holdUps: concerns.flatMap((concern) => {
      const why = holdUp(concern, register);
      return why === undefined ? [] : [{ id: concern.id, stands: stands(why, concern) }];
    }),
    finalCommentUntil: finalComment?.until,
    signOffs: signOffFacts({ ...frontMatter, ...register }, changed),
  };
}
