import { z } from 'zod';

/**
 * What somebody may do. reader: read. member: write. champion of a proposal: see and release held
 * comments there. moderator: the same everywhere, hide, restore and ban. Each may what those before
 * it may; nobody resolves another's concern.
 */
export type Role = 'reader' | 'member' | 'champion' | 'moderator';

const identitySchema = z.strictObject({
  issuer: z.string().min(1),
  subject: z.string().min(1),
});

/** The file of roles. */
export const rolesSchema = z.strictObject({
  /** What somebody is who is signed in and not named here. */
  default: z.enum(['reader', 'member']).default('member'),
  members: z.array(identitySchema).default([]),
  moderators: z.array(identitySchema).default([]),
  /** By the number of their proposal. */
  champions: z.record(z.string().regex(/^\d{1,4}$/), z.array(identitySchema)).default({}),
});
export type Roles = z.infer<typeof rolesSchema>;

type Identity = z.infer<typeof identitySchema>;

/** The role of an identity at a proposal; without one, the highest that it has anywhere but as champion. */
export function roleOf(roles: Roles, identity: Identity, proposal?: number): Role {
  const has = (list: readonly Identity[] = []) =>
    list.some((one) => one.issuer === identity.issuer && one.subject === identity.subject);
  if (has(roles.moderators)) return 'moderator';
  const ofProposal = Object.entries(roles.champions).find(
    ([number]) => Number(number) === proposal,
  );
  if (has(ofProposal?.[1])) return 'champion';
  const isChampion = Object.values(roles.champions).some((list) => has(list));
  return isChampion || has(roles.members) ? 'member' : roles.default;
}
