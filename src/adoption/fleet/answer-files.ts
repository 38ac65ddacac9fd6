import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextBelow, writeBelow } from '../../ground/trust/open-below.ts';
import type { Unit, UnitAnswer } from './read-unit.ts';
import { packedAnswer, unitKey, unpackedAnswer } from './wire.ts';

/** No file is larger. */
const mostBytes = 64 * 1024 * 1024;

/** Answers of one machine for another, each unit's in a file of a folder. */
export class AnswerFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Undefined: none is there, or none of this version. */
  async of(unit: Unit): Promise<UnitAnswer | undefined> {
    try {
      return unpackedAnswer(await readTextBelow(this.#folder, this.#path(unit), mostBytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async keep(unit: Unit, answer: UnitAnswer): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeBelow(this.#folder, this.#path(unit), packedAnswer(answer));
  }

  #path(unit: Unit): string {
    return join(this.#folder, `${unit.project}-${unitKey(unit)}.answer`);
  }
}
