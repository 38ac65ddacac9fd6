import { z } from 'zod';
import { readTextBelow } from '../../../src/ground/trust/open-below.ts';
import { writeWhole } from '../../../src/ground/write-whole.ts';
import { dirname } from 'node:path';

const pushedSchema = z.strictObject({
  proposal: z.int(),
  stage: z.string(),
  repository: z.string(),
  changeId: z.string(),
  commit: z.string(),
  day: z.iso.date(),
});
/** A change that was sent from this machine: it is open until a run of sync says what became of it. */
export type Pushed = z.infer<typeof pushedSchema>;

const largest = 1024 * 1024;

/** What was sent from here; a file that is not there says nothing was. */
export async function readPushed(file: string): Promise<Pushed[]> {
  try {
    const text = await readTextBelow(dirname(file), file, largest);
    return z.array(pushedSchema).parse(JSON.parse(text));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export async function addPushed(file: string, one: Pushed): Promise<void> {
  const all = [...(await readPushed(file)), one];
  await writeWhole(file, `${JSON.stringify(all, undefined, 2)}\n`);
}
