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
