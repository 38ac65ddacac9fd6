import { changeFrontMatter } from './change-front-matter.ts';
import { concernSchema, type Concern } from './concern.ts';
import type { Proposal } from './load-proposals.ts';
import { readItems } from './partial-front-matter.ts';
import type { Registry } from './registry.ts';

/** Fields to set; undefined takes one out. */
export type ConcernChange = { [Key in keyof Concern]?: Concern[Key] | undefined };

/** Keys of an entry in the order in which they are written. */
const order = Object.keys(concernSchema.shape);

/**
 * Changes fields of one entry of a proposal's register in its file, and nothing else there.
 *
 * @param today `YYYY-MM-DD`
 * @throws {FaultyChange} where the register would then break a rule
 * @throws {EditRefused} where the file's form does not allow it
 */
export async function changeConcern(
  proposal: Pick<Proposal, 'folder'>,
  registry: Registry,
  { id, change, today }: { id: string; change: ConcernChange; today: string },
): Promise<void> {
  await changeFrontMatter(proposal, { registry, today }, ({ frontMatterSource }) => {
    const entries = readItems(frontMatterSource, 'concerns', concernSchema);
    const at = entries.findIndex(({ part }) => part.id === id);
    if (at < 0) throw new RangeError(`no concern \`${id}\``);
    return Object.entries(change).map(([key, value]) => ({
      path: ['concerns', at, key],
      value,
      order,
    }));
  });
}
