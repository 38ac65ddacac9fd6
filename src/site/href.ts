/** An address on this site, below the base under which it is served. */
export function href(path: string): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`;
}

/** Where a project's state at a stage of a proposal is told in full. */
export function cellHref(project: string, proposal: number, stage: string): string {
  return `${href(`/projects/${project}/`)}#${cellId(proposal, stage)}`;
}

export function cellId(proposal: number, stage: string): string {
  return `p${proposal}-${stage}`;
}

/** `2026-09-30` as a person reads it: 30 Sept 2026. */
export function dayText(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}
