import { compareText } from '../ground/problem.ts';
import type { Concern } from './concern.ts';
import { holdUp, overrideOf, type HoldUp, type Register } from './concern-standing.ts';
import { isOver } from './lifecycle.ts';
import type { Proposal } from './load-proposals.ts';
import type { Override } from './override.ts';
import type { Registry } from './registry.ts';
import { select } from './selection.ts';

/** An entry of a proposal's register with what follows from all of it. */
export interface RegisterEntry {
  proposal: Proposal;
  concern: Concern;
  /** Why it holds its proposal up; undefined where it does not. */
  holdsUp: HoldUp | undefined;
  /** The vote that overrides it. */
  override: Override | undefined;
  /** The projects that it is about. */
  projects: string[];
  /** Teams of these projects, sorted. */
  teams: string[];
}

/** What a proposal's concerns are judged by. */
export function registerOf(
  proposal: Pick<Proposal, 'frontMatter'>,
  registry: Registry,
  today: string,
): Register {
  const { concerns, decisions, champions } = proposal.frontMatter;
  return { concerns, decisions, champions, bodies: registry.bodies ?? {}, today };
}

/**
 * A proposal's register: what holds it up first, then what is open, then what is closed, each by the
 * day on which it was raised.
 *
 * @param today `YYYY-MM-DD`
 */
export function registerEntries(
  proposal: Proposal,
  registry: Registry,
  today: string,
): RegisterEntry[] {
  const register = registerOf(proposal, registry, today);
  const { stages, projects: all, status } = proposal.frontMatter;
  const entries = register.concerns.map((concern): RegisterEntry => {
    const stage = stages.find(({ id }) => id === concern.stage);
    const ofProposal = select(all, registry.projects);
    const ofStage = select(stage?.projects ?? 'all', registry.projects);
    const projects = concern.projects ?? ofProposal.filter((project) => ofStage.includes(project));
    const teams = projects.flatMap((project) => registry.projects[project]?.team ?? []);
    return {
      proposal,
      concern,
      // Nothing more happens to what is over: nothing is held up.
      holdsUp: isOver(status) ? undefined : holdUp(concern, register),
      override: overrideOf(concern, register),
      projects,
      teams: [...new Set(teams)].sort(compareText),
    };
  });
  const rank = ({ holdsUp, concern }: RegisterEntry) =>
    holdsUp !== undefined ? 0 : concern.state === 'open' ? 1 : 2;
  return entries.sort(
    (a, b) => rank(a) - rank(b) || compareText(a.concern.raised, b.concern.raised),
  );
}

/** A concern that says which projects it is about, and so speaks to their teams more than to others. */
export function namesTeam({ concern, teams }: RegisterEntry, team: string): boolean {
  return concern.projects !== undefined && teams.includes(team);
}

/** An entry as `npm run concerns` and the data pages give it. */
export function entryJson({
  proposal,
  concern,
  holdsUp,
  override,
  projects,
  teams,
}: RegisterEntry) {
  return {
    proposal: proposal.number,
    ...concern,
    holdsUp: holdsUp ?? null,
    override: override ?? null,
    projects,
    teams,
  };
}
