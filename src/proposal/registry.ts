import { z } from 'zod';
import {
  hostRule,
  isHost,
  isRepositoryAddress,
  repositoryAddressRule,
  webAddress,
  webAddressRule,
} from '../ground/trust/web-address.ts';
import { lineSchema, slugSchema, webAddressSchema } from './field.ts';

/** Where a repository is read: an address, or a folder on this machine. */
const repositorySchema = z
  .string()
  .min(1)
  .max(500)
  .refine(isRepositoryAddress, { error: repositoryAddressRule });

/** Name of a branch as git allows it (git check-ref-format), and none that reads like an option. */
const branchSchema = z
  .string()
  .max(250)
  .regex(/^(?!-)(?!.*(?:\.\.|@\{|\/\/|\.$|\/$))[^\p{C}\p{Z}~^:?*[\\]+$/u, {
    error: 'expected the name of a branch: no blank, none of `~^:?*[\\`, no `..`, not `-` first',
  });

/** Name of a part: what is typed to run it, `nova-compute`. */
export const partNameSchema = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { error: 'expected letters, digits, `.`, `_` and `-`' });

/** What migrates. */
const projectSchema = z.strictObject({
  name: lineSchema.optional().describe('Display name; default, its id.'),
  team: slugSchema.describe('Id of the team to which it belongs.'),
  repository: repositorySchema.describe(
    'The repository that is read: `https://host/owner/name`, or a path.',
  ),
  branch: branchSchema.optional().describe('Branch that is read; default, the repository’s HEAD.'),
  reviewedAs: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe(
      'Its repository’s name on its review system, where that is not the path below its host.',
    ),
  otherRepositories: z
    .array(repositorySchema)
    .optional()
    .describe('Further repositories that belong to it; not read.'),
  kind: slugSchema
    .optional()
    .describe('What it is: `service`, `library`, `client`, …; free words, used by selections.'),
  dependsOn: z
    .array(slugSchema)
    .optional()
    .describe('Projects that it depends on, beside those that its manifests name.'),
  packages: z
    .array(z.string().min(1))
    .optional()
    .describe('Package names under which others require it; default, its id.'),
  parts: z
    .record(
      partNameSchema,
      z.strictObject({
        entry: z
          .string()
          .min(1)
          .max(300)
          .optional()
          .describe('Path of the module in which it begins, without extension.'),
      }),
    )
    .optional()
    .describe(
      'The binaries or components that it consists of, where a stage asks each by itself; default, the entry points that its manifests declare. `entry`: path of the module in which the part begins, without extension.',
    ),
  liaisons: z
    .array(lineSchema)
    .optional()
    .describe('Who speaks for this migration in it: roles or public names.'),
});
export type Project = z.infer<typeof projectSchema>;

const teamSchema = z.strictObject({
  name: lineSchema.optional().describe('Display name; default, its id.'),
  service: lineSchema.optional().describe('What it provides, as in "Compute service".'),
  leads: z.array(lineSchema).optional().describe('Public names of its leads.'),
  url: webAddressSchema.optional().describe('Where the team is found.'),
  declinesFixes: lineSchema
    .optional()
    .describe(
      'Why `npm run propose` makes no change for its projects; where it is given, none is made.',
    ),
});
export type Team = z.infer<typeof teamSchema>;

/** Several people who decide together, by rules and in minutes of their own. */
const bodySchema = z.strictObject({
  name: lineSchema.describe('Its name, as minutes have it.'),
  url: webAddressSchema.optional().describe('Where its members, rules and minutes are found.'),
});

/** A host from which addresses are made: a sign in it could lead them elsewhere. */
const hostSchema = z.string().max(253).refine(isHost, { error: hostRule });

/** A code review system, and the other names under which it is cited. */
const reviewSystemSchema = z.strictObject({
  kind: z.enum(['gerrit', 'github']).describe('What it runs.'),
  host: hostSchema.describe('Host name, perhaps with a port.'),
  aliases: z.array(hostSchema).default([]).describe('Other hosts under which it is cited.'),
  api: webAddressSchema
    .optional()
    .describe(
      'Address of its API where that is not `https://<host>` (Gerrit) or `https://api.<host>` (GitHub).',
    ),
  landedLabels: z
    .array(z.string().min(1).max(200))
    .optional()
    .describe(
      'GitHub: labels by which a bot says that it landed a closed pull request’s commits itself.',
    ),
});
export type ReviewSystem = z.infer<typeof reviewSystemSchema>;

/** The whole of proposals/projects.yaml; each key's description is what the guide and editors show. */
export const registrySchema = z.strictObject({
  reviewSystems: z
    .array(reviewSystemSchema)
    .default([])
    .describe(
      'Code review systems whose addresses are recognised; GitHub is, where a project’s repository is there.',
    ),
  browse: z
    .record(
      z.string(),
      z.string().refine(isLineTemplate, { error: `${webAddressRule}; its host is written out` }),
    )
    .default({})
    .describe(
      'How a line of a file is shown, per repository host: an address with `{repository}`, `{commit}`, `{path}` and `{line}`. GitHub and GitLab are known.',
    ),
  comments: webAddressSchema
    .optional()
    .describe(
      'Where the comments are served: asked for open concerns before a proposal is decided.',
    ),
  commentAt: webAddressSchema
    .optional()
    .describe(
      'Where readers of a build without a server comment: a tracker, a list; default, `comments`.',
    ),
  bodies: z
    .record(slugSchema, bodySchema)
    .optional()
    .describe(
      'Bodies whose vote overrides a concern or waives a sign-off: a committee, a council.',
    ),
  teams: z.record(slugSchema, teamSchema).describe('Who the projects belong to, by id.'),
  projects: z.record(slugSchema, projectSchema).describe('What migrates, by id.'),
});
export type Registry = z.infer<typeof registrySchema>;

/** What of a registry names teams and projects, whatever else is wrong with it. */
export const writtenNamesSchema = z
  .object({
    teams: z.record(z.string(), z.unknown()).optional().catch(undefined),
    projects: z
      .record(
        z.string(),
        z
          .object({
            team: slugSchema.optional().catch(undefined),
            dependsOn: z.array(slugSchema.optional().catch(undefined)).catch([]).default([]),
          })
          .catch({ dependsOn: [] }),
      )
      .catch({}),
  })
  .catch({ projects: {} });

/** A web address whose host holds no placeholder, so that no path or name can choose it. */
function isLineTemplate(template: string): boolean {
  const host = /^https?:\/\/([^/?#]*)/i.exec(template)?.[1] ?? '{';
  return !/[{}]/.test(host) && webAddress(template.replace(/[{}]/g, '')) !== undefined;
}
