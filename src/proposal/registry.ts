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
  /** Display name; default, its id. */
  name: lineSchema.optional(),
  team: slugSchema,
  /** The repository that is read: `https://host/owner/name`, or a path. */
  repository: repositorySchema,
  /** Branch that is read; default, the repository's HEAD. */
  branch: branchSchema.optional(),
  /** Its repository's name on its review system, where that is not the path below its host. */
  reviewedAs: z.string().min(1).max(300).optional(),
  /** Further repositories that belong to it; not read. */
  otherRepositories: z.array(repositorySchema).optional(),
  /** What it is: `service`, `library`, `client`, …; free words, used by selections. */
  kind: slugSchema.optional(),
  /** Projects that it depends on, beside those that its manifests name. */
  dependsOn: z.array(slugSchema).optional(),
  /** Package names under which others require it; default, its id. */
  packages: z.array(z.string().min(1)).optional(),
  /**
   * The binaries or components that it consists of, where a stage asks each by itself; default, the
   * entry points that its manifests declare. `entry`: path of the module in which the part begins,
   * without extension.
   */
  parts: z
    .record(partNameSchema, z.strictObject({ entry: z.string().min(1).max(300).optional() }))
    .optional(),
  /** Who speaks for this migration in it: roles or public names. */
  liaisons: z.array(lineSchema).optional(),
});
export type Project = z.infer<typeof projectSchema>;

const teamSchema = z.strictObject({
  name: lineSchema.optional(),
  /** What it provides: "Compute service". */
  service: lineSchema.optional(),
  /** Public names of its leads. */
  leads: z.array(lineSchema).optional(),
  url: webAddressSchema.optional(),
});
export type Team = z.infer<typeof teamSchema>;

/** Several people who decide together, by rules and in minutes of their own. */
const bodySchema = z.strictObject({
  name: lineSchema,
  /** Where its members, rules and minutes are found. */
  url: webAddressSchema.optional(),
});

/** A host from which addresses are made: a sign in it could lead them elsewhere. */
const hostSchema = z.string().max(253).refine(isHost, { error: hostRule });

/** A code review system, and the other names under which it is cited. */
const reviewSystemSchema = z.strictObject({
  kind: z.enum(['gerrit', 'github']),
  /** Host name, perhaps with a port. */
  host: hostSchema,
  aliases: z.array(hostSchema).default([]),
  /** Address of its API where that is not `https://<host>` (Gerrit) or `https://api.<host>` (GitHub). */
  api: webAddressSchema.optional(),
  /**
   * GitHub: labels by which a bot says that it landed a closed pull request's commits itself.
   */
  landedLabels: z.array(z.string().min(1).max(200)).optional(),
});
export type ReviewSystem = z.infer<typeof reviewSystemSchema>;

/** The whole of proposals/projects.yaml. */
export const registrySchema = z.strictObject({
  /** Code review systems whose addresses are recognised. */
  reviewSystems: z.array(reviewSystemSchema).default([]),
  /**
   * How a line of a file is shown, per repository host: an address with `{repository}`, `{commit}`,
   * `{path}` and `{line}`. GitHub and GitLab are known.
   */
  browse: z
    .record(
      z.string(),
      z.string().refine(isLineTemplate, { error: `${webAddressRule}; its host is written out` }),
    )
    .default({}),
  /** Where the comments are served: asked for open concerns before a proposal is decided. */
  comments: webAddressSchema.optional(),
  /** Bodies whose vote overrides a concern or waives a sign-off: a committee, a council. */
  bodies: z.record(slugSchema, bodySchema).optional(),
  teams: z.record(slugSchema, teamSchema),
  projects: z.record(slugSchema, projectSchema),
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
