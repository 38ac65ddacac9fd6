import { z } from 'zod';
import { emailPattern } from '../ground/foreign-text.ts';
import { slugSchema } from '../proposal/field.ts';
import { finders } from '../proposal/stage.ts';
import {
  parseReviewId,
  parseUnresolvedId,
  type ReviewId,
  type UnresolvedId,
} from './review-identity.ts';

/** A moment, UTC, to the second: `2017-07-20T12:09:11Z`. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, { error: 'expected YYYY-MM-DDThh:mm:ssZ' });

export const reviewIdSchema = z.custom<ReviewId>(
  (value) => typeof value === 'string' && parseReviewId(value) !== undefined,
  { error: 'expected gerrit:<host>/<repository>~<number> or github:<owner>/<repo>#<n>' },
);

export const unresolvedIdSchema = z.custom<UnresolvedId>(
  (value) => typeof value === 'string' && parseUnresolvedId(value) !== undefined,
  { error: 'expected gerrit:<host>/?~<number>' },
);

const withoutEmail = (text: string): boolean => !emailPattern.test(text);
const noEmail = { error: 'expected text without an e-mail address' };

/** Text of a server, kept as it came but for e-mail addresses. Pages escape and isolate it. */
export const foreignTextSchema = z.string().max(2000).refine(withoutEmail, noEmail);

/** A footer of the commit message that plans are made with. */
const footerSchema = z.strictObject({
  /** As conventionally spelled: `Closes-Bug`, `Implements`, `Depends-On`. */
  key: z.string().min(1).max(60),
  value: foreignTextSchema,
});
export type Footer = z.infer<typeof footerSchema>;

/**
 * What a review's server says of it. `draft` beside `open` says that its owner does not ask for
 * reviews yet. A pull request closed without a sign that its commits landed is `closed`: bots land
 * commits by themselves, so it may be either. `gone` is what its server no longer shows: deleted, or
 * private.
 */
const reviewStatusSchema = z.enum(['open', 'merged', 'abandoned', 'closed', 'gone', 'unknown']);
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

/**
 * What the server of an open review says about who must act. A part that it does not say is absent.
 */
const waitsSchema = z.strictObject({
  /** Whom it asks to act, and since when: Gerrit's attention set, empty where it asks nobody. */
  attention: z
    .array(
      z.strictObject({
        who: foreignTextSchema.nullable(),
        isOwner: z.literal(true).optional(),
        since: instantSchema.optional(),
      }),
    )
    .optional(),
  /** Who is asked for a review and has not answered. */
  reviewers: z.array(foreignTextSchema).optional(),
  /** What was voted on with a vote that blocks, and since when. */
  refused: z
    .strictObject({ by: z.array(z.string().max(200)).min(1), since: instantSchema.optional() })
    .optional(),
  /** Whether everything is there that the server demands before it may land. */
  isReady: z.boolean().optional(),
  /** Demands that are not met. */
  unmet: z.array(z.string().max(200)).optional(),
  /** It cannot be merged with its branch as that stands now. */
  conflict: z.literal(true).optional(),
  /** Comment threads that nobody has closed. */
  unresolved: z.int().min(0).optional(),
  /** Checks that ended badly. */
  failing: z.array(z.string().max(200)).optional(),
  /** The commits on which its commit stands: perhaps another open review's. */
  parents: z.array(z.string().regex(/^[0-9a-f]{40,64}$/)).optional(),
});
export type Waits = z.infer<typeof waitsSchema>;

/**
 * One code review as a server, or a repository's history, told it. Nothing in it depends on when it
 * was fetched. A field that the source does not tell is absent.
 */
export const reviewSchema = z.strictObject({
  id: reviewIdSchema,
  /** Earlier ids: before its repository was renamed, or before its number was known. */
  formerly: z.array(reviewIdSchema).optional(),
  /** `owner/name` as the server spells it. */
  repository: z.string().min(1).max(300),
  title: foreignTextSchema,
  status: reviewStatusSchema,
  /** What a `gone` one was when it was last seen. */
  was: reviewStatusSchema.exclude(['gone']).optional(),
  /** The server's own word, where `status` is unknown. */
  serverStatus: z.string().max(100).optional(),
  /** Work in progress, or a draft pull request. */
  draft: z.literal(true).optional(),
  /** The owner's public name; null when the account is gone or shows none. */
  owner: foreignTextSchema.nullable(),
  /** The server's number for the owner's account, which a new name leaves as it is. */
  account: z.int().min(0).optional(),
  /** Branch that it goes to. */
  branch: z.string().max(300).optional(),
  topic: foreignTextSchema.optional(),
  hashtags: z.array(foreignTextSchema).optional(),
  created: instantSchema.optional(),
  updated: instantSchema.optional(),
  /** When it merged. */
  merged: instantSchema.optional(),
  /** GitHub's labels, sorted: words that people put on it. */
  labels: z.array(z.string().max(200)).optional(),
  /**
   * How many gave which vote, by what is voted on: `{"Code-Review": {"+2": 1, "-2": 1}}`. What
   * nobody voted on is left out.
   */
  votes: z.record(z.string().max(200), z.record(z.string().max(10), z.int().min(1))).optional(),
  /** Changed lines. */
  size: z.strictObject({ added: z.int().min(0), removed: z.int().min(0) }).optional(),
  /** The review that this one takes back. */
  reverts: z.union([reviewIdSchema, unresolvedIdSchema]).optional(),
  /** What must merge first: ids where the address says one, else as written. */
  dependsOn: z.array(z.string().max(500)).optional(),
  changeId: z.string().max(60).optional(),
  /** The present patch set's commit, or the commit under which it merged. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .optional(),
  footers: z.array(footerSchema).optional(),
  /** GitHub's node id: it survives a rename. */
  node: z.string().max(200).optional(),
  /** Only git's history told of it: open ones, votes, topic and number are not known there. */
  fromGit: z.literal(true).optional(),
  waits: waitsSchema.optional(),
});
export type Review = z.infer<typeof reviewSchema>;

/** Why a review is held to belong to a stage: its text cites it, a query found it, or its diff tells. */
const provenanceKindSchema = z.enum(['cited', ...finders, 'probe']);
export type ProvenanceKind = z.infer<typeof provenanceKindSchema>;

/** Word matches, and diffs that move a probe: they suggest a link and never make one. */
export const suggesting: readonly ProvenanceKind[] = ['message', 'search', 'probe'];

/** One reason for a link. */
const provenanceSchema = z.strictObject({
  kind: provenanceKindSchema,
  /** What matched: the address as cited, the topic, the footer's line, the words. */
  text: foreignTextSchema,
  /** The line of index.md where it is cited. */
  line: z.int().min(1).optional(),
  /**
   * Of words and files: the stage's probes that count a line which the review changes, perhaps none;
   * absent where its diff is not known.
   */
  touches: z.array(slugSchema).optional(),
  /** The day on which a run first saw it. */
  firstSeen: z.iso.date(),
  /** When the review, as it was last read and found to match, had last changed. */
  lastConfirmed: instantSchema.optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** What holds of a link: what rules say, or what a person has decided. */
export type Decision = 'confirmed' | 'suggested' | 'rejected';

/** A review and a stage that it belongs to; many to many. */
export const linkSchema = z.strictObject({
  review: z.union([reviewIdSchema, unresolvedIdSchema]),
  stage: slugSchema,
  decision: z.enum(['confirmed', 'suggested']),
  /** At least one, sorted by kind and text. */
  provenance: z.array(provenanceSchema).min(1),
});
export type Link = z.infer<typeof linkSchema>;
