import { failedCases } from '../../../src/adoption/fix/check-fixes.ts';
import { exemptionOf } from '../../../src/proposal/exemption.ts';
import type { Fix } from '../../../src/proposal/fix.ts';
import type { Proposal } from '../../../src/proposal/load-proposals.ts';
import type { Registry } from '../../../src/proposal/registry.ts';
import { select } from '../../../src/proposal/selection.ts';
import type { Stage } from '../../../src/proposal/stage.ts';
import { pathText } from '../../../src/proposal/validate.ts';
import { refused, type Refusal } from './refusal.ts';

/** What a change is asked for. */
export interface AskedFor {
  proposal: Proposal;
  stage: Stage;
  project: string;
  registry: Registry;
  /** `YYYY-MM-DD`. */
  day: string;
}

/** A stage with its fix. */
export type StageWithFix = Stage & { fix: Fix };

export function hasFix(stage: Stage): stage is StageWithFix {
  return stage.fix !== undefined;
}

/** What the data alone says against a change, all of it at once. */
export function saidAgainst({ proposal, stage, project, registry, day }: AskedFor): Refusal[] {
  const found: Refusal[] = [];
  const { frontMatter } = proposal;
  const { status, exemptions } = frontMatter;
  if (status !== 'accepted' && status !== 'active') {
    found.push(refused(`the proposal is ${status}`, 'changes are proposed for what is accepted'));
  }
  if (stage.fix === undefined) {
    found.push(
      refused(`stage ${stage.id} carries no fix`, 'most stages cannot: a person must think'),
    );
  } else {
    for (const { path, why } of failedCases(stage.fix)) {
      found.push(
        refused(`its own case fails, ${pathText(['fix', ...path])}: ${why}`, 'npm run check'),
      );
    }
  }
  if (stage.criteria.bad === undefined) {
    found.push(refused(`stage ${stage.id} has no \`bad\` criterion`, 'nothing says what is left'));
  }
  const entry = registry.projects[project];
  const declines = entry && registry.teams[entry.team]?.declinesFixes;
  if (declines !== undefined) {
    found.push(refused(`team ${entry?.team ?? ''} wants no such changes: ${declines}`));
  }
  const both = [frontMatter.projects, stage.projects ?? 'all'] as const;
  if (!both.every((selection) => select(selection, registry.projects).includes(project))) {
    found.push(refused(`${project} is no project of stage ${stage.id}`));
  }
  const exemption = exemptionOf(exemptions, { project, stage: stage.id, day });
  if (exemption !== undefined) {
    found.push(refused(`${project} is exempt until ${exemption.until}: ${exemption.reason}`));
  }
  return found;
}
