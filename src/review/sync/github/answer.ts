import { z } from 'zod';

const text = z.string();
const lenient = <T>(schema: z.ZodType<T>) => schema.nullish().catch(undefined);
const count = z.int().min(0);

/** A deleted account is null; `name` is never there in these answers. */
const userSchema = z.object({ login: lenient(text), id: lenient(z.int().min(0)) });
const labelSchema = z.union([text, z.object({ name: lenient(text) })]);

const common = {
  number: z.int().min(1),
  title: lenient(text),
  state: lenient(text),
  body: lenient(text),
  draft: lenient(z.boolean()),
  user: lenient(userSchema),
  labels: lenient(z.array(labelSchema)),
  created_at: lenient(text),
  updated_at: lenient(text),
  node_id: lenient(text),
};

/** The part of a pull request that is read; everything beyond is dropped unseen. */
export const pullSchema = z.object({
  ...common,
  merged_at: lenient(text),
  merge_commit_sha: lenient(text),
  base: lenient(
    z.object({ ref: lenient(text), repo: lenient(z.object({ full_name: lenient(text) })) }),
  ),
  head: lenient(z.object({ sha: lenient(text) })),
  requested_reviewers: lenient(z.array(lenient(userSchema))),
  requested_teams: lenient(z.array(lenient(z.object({ name: lenient(text) })))),
  /** `dirty` cannot be merged, `clean` may be, `blocked` lacks a review or a check. */
  mergeable_state: lenient(text),
  additions: lenient(count),
  deletions: lenient(count),
});
export type Pull = z.infer<typeof pullSchema>;

/** What a search tells of a pull request: neither branch nor size. */
export const foundSchema = z.object({
  ...common,
  repository_url: text,
  pull_request: lenient(z.object({ merged_at: lenient(text) })),
});
export type Found = z.infer<typeof foundSchema>;

export const searchSchema = z.object({
  total_count: count,
  incomplete_results: lenient(z.boolean()),
  items: z.array(z.unknown()),
});

/** Who approved a pull request or asked for changes. */
export const votesSchema = z.array(
  z.object({ user: lenient(userSchema), state: lenient(text), submitted_at: lenient(text) }),
);
export type CastVote = z.infer<typeof votesSchema>[number];

/** What happened to a pull request; one that a commit closed has that commit. */
export const eventsSchema = z.array(
  z.object({ event: lenient(text), commit_id: lenient(text), created_at: lenient(text) }),
);
export type PullEvent = z.infer<typeof eventsSchema>[number];

/** How the checks of a commit ended. */
export const checkRunsSchema = z.object({
  check_runs: z.array(z.object({ name: lenient(text), conclusion: lenient(text) })),
});

/** What a list of a repository's pull requests is read for: which of them changed. */
export const listedSchema = z.array(
  z.object({ number: z.int().min(1), updated_at: lenient(text) }),
);
