import type { OpenStage } from '../../status/duties/team-duties.ts';

/** So many projects are told of one stage, and of all together; the matrix has all. */
const mostOfStage = 25;
const mostProjects = 200;

/** As much of a stage as its team's page tells. */
export type ToldStage<Stage extends Lists> = Pick<Stage, 'rows' | 'exempt'> & {
  /** How many projects are left out. */
  more: number;
  all: Stage;
};

type Lists = Pick<OpenStage, 'rows' | 'exempt'>;

/** What a team's page tells of its stages: those that come first have room first. */
export function toldStages<Stage extends Lists>(stages: readonly Stage[]): ToldStage<Stage>[] {
  let left = mostProjects;
  return stages.map((all) => {
    const room = Math.min(mostOfStage, left);
    const rows = all.rows.slice(0, room);
    const exempt = all.exempt.slice(0, room - rows.length);
    const told = rows.length + exempt.length;
    left -= told;
    return { rows, exempt, more: all.rows.length + all.exempt.length - told, all };
  });
}
