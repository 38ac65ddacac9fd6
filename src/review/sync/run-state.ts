import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../ground/write-whole.ts';

/** What spares requests and is nothing worth keeping: lost, it is asked for again. */
const stateSchema = z.object({
  /** By source: the day on which its part of the slow cycle was last read. */
  cycled: z.record(z.string(), z.string()).catch({}),
  /** By source, then path: the ETag of the last answer that was taken in. */
  etags: z.record(z.string(), z.record(z.string(), z.string())).catch({}),
  /** By source: when it was last asked anything, in ms. */
  asked: z.record(z.string(), z.number()).catch({}),
  /** By address: where a request had been led when the budget ended. */
  led: z.record(z.string(), z.string()).catch({}),
});
export type RunState = z.infer<typeof stateSchema>;

const path = (folder: string) => join(folder, 'state.json');

/** An absent or broken file is an empty one. */
export async function readState(folder: string): Promise<RunState> {
  try {
    const data: unknown = JSON.parse(await readFile(path(folder), 'utf8'));
    return stateSchema.parse(data);
  } catch {
    return { cycled: {}, etags: {}, asked: {}, led: {} };
  }
}

export async function writeState(folder: string, state: RunState): Promise<void> {
  await writeWhole(path(folder), `${JSON.stringify(state)}\n`);
}
