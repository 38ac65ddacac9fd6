import { asksParts } from '../adoption/parts.ts';
import { listed } from './listed.ts';
import { probesOf, type ProposalReport } from './report.ts';
import { stagesAsked } from './stage-question.ts';

/**
 * What an answer as of a past day takes from today, in one sentence: a snapshot keeps the history of
 * what its probes count, but of dependencies and parts only those of its last commit.
 *
 * @param on `YYYY-MM-DD`
 */
export function pastInWords({ proposal }: Pick<ProposalReport, 'proposal'>, on: string): string {
  const { frontMatter, probes } = proposal;
  const asked = frontMatter.stages.map(({ criteria }) => ({
    criteria,
    affected: criteria.affected ?? frontMatter.affected,
  }));
  const ofParts = asked.flatMap(probesOf).some((name) => {
    const probe = probes.probes[name];
    return probe !== undefined && asksParts(probe);
  });
  const names = listed([
    'the criteria',
    ...(asked.some((one) => stagesAsked(one).length > 0) ? ['what a project depends on'] : []),
    ...(ofParts ? ['its parts'] : []),
  ]);
  return `As of the end of ${on}, by what had landed then; ${names} are those of today.`;
}
