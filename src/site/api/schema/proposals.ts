import { z } from 'zod';
import { frontMatterSchema } from '../../../proposal/front-matter.ts';
import { probesFileSchema } from '../../../proposal/probe.ts';
import { statuses } from '../../../status/status.ts';

const { title, summary, status, champions, created, updated, since } = frontMatterSchema.shape;

const stageInShort = z.strictObject({
  id: z.string(),
  title: z.string(),
  due: z.strictObject({ day: z.string(), release: z.string().optional() }).nullable(),
  after: z.array(z.string()),
  projects: z.record(z.enum(statuses), z.int()).describe('How many projects are where.'),
  done: z
    .strictObject({ bySign: z.int(), byAbsence: z.int() })
    .describe('What is done, by how that is known.'),
  rows: z.string().describe('Where each project’s status at the stage is.'),
});

const inShort = {
  number: z.int(),
  name: z.string().describe('Its folder; part of its pages’ addresses.'),
  title,
  summary,
  status,
  champions,
  created,
  updated,
  since,
  supersededBy: z.int().nullable(),
  projects: z.int().describe('How many it is for.'),
  asOf: z
    .strictObject({
      oldest: z.string().nullable(),
      newest: z.string().nullable(),
      unknown: z.int().describe('Projects whose day is not known, or that were never read.'),
      staleAfterDays: z.int(),
      stale: z
        .array(z.string())
        .describe('Projects whose reading was stale on the day of writing.'),
    })
    .describe('On which days the repositories were asked.'),
  stages: z.array(stageInShort),
  reviews: z
    .strictObject({ count: z.int(), pages: z.array(z.string()) })
    .describe('How many code reviews are known, and where.'),
  whole: z.string().describe('Where the plan itself is.'),
};

/** A proposal in short. */
export const proposalInShortSchema = z.strictObject(inShort);

/** A proposal whole: what its front matter and probes say. */
export const proposalSchema = z.strictObject({
  ...inShort,
  plan: frontMatterSchema.shape.stages,
  calendar: frontMatterSchema.shape.calendar,
  claims: frontMatterSchema.shape.claims,
  concerns: frontMatterSchema.shape.concerns,
  decisions: frontMatterSchema.shape.decisions,
  waivers: frontMatterSchema.shape.waivers,
  exemptions: frontMatterSchema.shape.exemptions,
  moves: frontMatterSchema.shape.moves,
  signOffs: frontMatterSchema.shape.signOffs,
  links: frontMatterSchema.shape.links,
  probes: probesFileSchema.shape.probes,
  problems: z
    .array(
      z.strictObject({
        file: z.string(),
        line: z.int(),
        column: z.int(),
        message: z.string(),
        hint: z.string(),
        code: z.string(),
      }),
    )
    .describe('Faults of its data: what stands on them may be wanting.'),
});
