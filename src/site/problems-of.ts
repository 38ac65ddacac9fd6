import type { Problem } from '../ground/problem.ts';

/** Of all faults of data, those in a proposal's folder that a page of the proposal must tell. */
export function problemsOf(problems: readonly Problem[], proposal: string): Problem[] {
  return problems.filter(({ file }) => file.split(/[/\\]/).includes(proposal));
}

/** Those that a project's page must tell: of its own readings, and of the proposal's other data. */
export function problemsOfProject(
  problems: readonly Problem[],
  proposal: string,
  project: string,
): Problem[] {
  return problemsOf(problems, proposal).filter(({ file }) => {
    const [name = '', folder] = file.split(/[/\\]/).reverse();
    return folder !== 'adoption' || name === `${project}.json`;
  });
}
