import { join } from 'node:path';
import { isSeq, parseDocument, YAMLSeq } from 'yaml';
import { holdLock } from '../ground/lock.ts';
import { readTextBelow, writeBelow } from '../ground/trust/open-below.ts';
import { decisionsFile, decisionsFileSchema, type PersonsDecision } from './decision.ts';

/** links.yaml is broken: what a person wrote there is not touched before they mend it. */
export class BrokenDecisions extends Error {
  override name = 'BrokenDecisions';
}

/** Another command has long written its entry by then, in ms. */
const longestWaitMs = 30_000;
const longestFileBytes = 1024 * 1024;

const head = `# What people decided about links between reviews and stages. Scripts never change an entry;
# the last one on a review and a stage counts.
`;

/**
 * Adds decisions to the end of links.yaml. Comments, order and wording of what is there stay as
 * they are.
 */
export async function addDecisions(
  folder: string,
  decisions: readonly PersonsDecision[],
): Promise<void> {
  const path = join(folder, decisionsFile);
  const lock = join(folder, '.links.lock');
  // Read, changed and written as one: a second decision at the same time waits for its turn.
  using _ = await holdLock(lock, `another command writes ${path}`, longestWaitMs);
  const text = await readTextBelow(folder, path, longestFileBytes).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return head;
    throw error;
  });
  const document = parseDocument(text);
  const fault = document.errors[0];
  if (fault !== undefined) throw new BrokenDecisions(`${path}: ${fault.message}`);
  const value: unknown = document.toJS() ?? {};
  const valid = decisionsFileSchema.safeParse(value);
  if (!valid.success) {
    throw new BrokenDecisions(
      `${path}: mend its faults first; \`npm run link -- list\` names them`,
    );
  }
  const there = document.get('decisions');
  const list = isSeq(there) ? there : new YAMLSeq();
  if (list !== there) document.set('decisions', list);
  for (const decision of decisions) list.add(document.createNode(decision));
  await writeBelow(folder, path, document.toString({ lineWidth: 0 }));
}
