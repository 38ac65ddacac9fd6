import { join } from 'node:path';
import { z } from 'zod';
import { nearPath } from '../ground/near-path.ts';
import { fewOfEachFile, type Problem } from '../ground/problem.ts';
import { allowedHint } from '../ground/suggest.ts';
import type { ReviewSystem } from '../proposal/registry.ts';
import { validate } from '../proposal/validate.ts';
import { readText, UnreadableFile } from '../proposal/read-text.ts';
import { YamlSource } from '../proposal/yaml-source.ts';
import { decisionsFile, personsDecisionSchema, type PersonsDecision } from './decision.ts';
import { parseReviewReference } from './review-address.ts';
import type { ReviewAddress } from './review-identity.ts';

/** What a reader of a proposal's reviews must know of the proposal. */
export interface ReadContext {
  /** `registry.reviewSystems`: whose addresses are recognised in links.yaml. */
  systems?: readonly ReviewSystem[];
  /** The proposal's stage ids: a decision on any other is a fault. */
  stages?: readonly string[];
}

/** A person's decision with the review that it names. */
export interface ReadDecision extends PersonsDecision {
  address: ReviewAddress & { kind: 'review' | 'unresolved' };
}

/** The list alone; what stands in it is judged entry by entry. */
const decisionsListSchema = z.strictObject({ decisions: z.array(z.unknown()).default([]) });
const writtenListSchema = z
  .object({ decisions: z.array(z.unknown()).catch([]) })
  .catch({ decisions: [] });
const entryHint =
  'expected review, stage, decision (confirmed or rejected), and perhaps by, date, note';

/** What links.yaml says. */
export interface ReadDecisions {
  decisions: ReadDecision[];
  problems: Problem[];
  /** False: nothing of the file could be read. One bad entry costs itself alone. */
  isWhole: boolean;
}

/** links.yaml alone. */
export async function readDecisions(
  folder: string,
  { systems = [], stages }: ReadContext = {},
): Promise<ReadDecisions> {
  const path = join(folder, decisionsFile);
  const file = nearPath(path);
  let source: YamlSource;
  try {
    source = new YamlSource(file, await readText(path, file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { isAbsent, problem } = error;
    return { decisions: [], problems: isAbsent ? [] : [problem], isWhole: isAbsent };
  }
  // An empty file, or one of comments alone, decides nothing.
  if (source.value === null) {
    return { decisions: [], problems: [], isWhole: true };
  }
  const { data, problems } = validate(decisionsListSchema, source);
  const decisions: ReadDecision[] = [];
  // Where the file is no good as such, what is wrong with its entries is told all the same.
  const { decisions: entries } = data ?? writtenListSchema.parse(source.value);
  for (const [i, entry] of entries.entries()) {
    const valid = personsDecisionSchema.safeParse(entry);
    if (!valid.success) {
      // One bad entry costs itself: the others stay in force.
      for (const { path: where, message } of valid.error.issues) {
        const at = ['decisions', i, ...where];
        const shownAt = ['decisions', `#${i + 1}`, ...where.map(String)].join('.');
        problems.push(source.problem(at, 'schema', `${shownAt}: ${message}`, entryHint));
      }
      continue;
    }
    const decision = valid.data;
    const address = parseReviewReference(decision.review, systems);
    if (address?.kind !== 'review' && address?.kind !== 'unresolved') {
      const hint =
        'expected gerrit:<host>/<repository>~<number>, github:<owner>/<repo>#<n>, or a review’s address';
      const message = `decisions.#${i + 1}.review: \`${decision.review}\` names no review`;
      problems.push(source.problem(['decisions', i, 'review'], 'broken-reference', message, hint));
      continue;
    }
    if (stages !== undefined && !stages.includes(decision.stage)) {
      const message = `decisions.#${i + 1}.stage: no stage \`${decision.stage}\``;
      const hint = allowedHint(decision.stage, stages);
      problems.push(source.problem(['decisions', i, 'stage'], 'broken-reference', message, hint));
      continue;
    }
    decisions.push({ ...decision, address });
  }
  const isWhole = data !== undefined;
  return { decisions: isWhole ? decisions : [], problems: fewOfEachFile(problems), isWhole };
}
