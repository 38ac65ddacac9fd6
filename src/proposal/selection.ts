import { z } from 'zod';
import { slugSchema } from './field.ts';

/** Which projects of the registry a proposal, or one stage of it, is for. */
export const selectionSchema = z.union(
  [
    z.literal('all'),
    z.array(slugSchema).min(1),
    z.strictObject({
      /** All projects of these teams. */
      teams: z.array(slugSchema).optional(),
      /** All projects of these kinds. */
      kinds: z.array(slugSchema).optional(),
      /** These as well. */
      projects: z.array(slugSchema).optional(),
      /** But not these. */
      except: z.array(slugSchema).optional(),
    }),
  ],
  { error: 'expected `all`, a list of projects, or {teams, kinds, projects, except}' },
);
export type Selection = z.infer<typeof selectionSchema>;

/** The ids of `projects` that a selection takes, in the registry's order. */
export function select(
  selection: Selection,
  projects: Record<string, { team: string; kind?: string | undefined }>,
): string[] {
  const ids = Object.keys(projects);
  if (selection === 'all') return ids;
  if (Array.isArray(selection)) return ids.filter((id) => selection.includes(id));
  return ids.filter((id) => {
    const project = projects[id];
    if (project === undefined || selection.except?.includes(id)) return false;
    return (
      selection.projects?.includes(id) === true ||
      selection.teams?.includes(project.team) === true ||
      (project.kind !== undefined && selection.kinds?.includes(project.kind) === true)
    );
  });
}
