import type { Transaction } from 'kysely';
import { answerOnce } from './answer-once.ts';
import { keySchema, valid } from './input.ts';
import { mayWrite } from './moderation.ts';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';

export interface Writer {
  person: string;
  /** By which the same request may be sent again. */
  key?: string;
  /** A person's first comment is held until a moderator has seen it. */
  holdFirst?: boolean;
}

/** What a write does: within its own transaction, at one moment. */
export type Act<T> = (db: Transaction<Tables>, at: string) => Promise<T>;

/** Writes of persons: each as one whole, by somebody who may write. */
export class SignedWrites {
  readonly #whole: WholeWrites;
  readonly #now: () => Date;

  constructor(whole: WholeWrites, now: () => Date) {
    this.#whole = whole;
    this.#now = now;
  }

  /**
   * Writes as one whole, for somebody who may write. A request that was answered under the same key is
   * not done again: it gets the same answer.
   */
  write<T>({ person, key }: Writer, request: unknown, act: Act<T>): Promise<T> {
    const known = key === undefined ? undefined : valid(keySchema, key);
    return this.#whole.write(async (db) => {
      await mayWrite(db, person);
      const at = this.at();
      if (known === undefined) return act(db, at);
      return answerOnce(db, { person, key: known, request, at }, () => act(db, at));
    });
  }

  /** Writes as one whole what is not a person's own act. */
  writeUnasked<T>(act: (db: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#whole.write(act);
  }

  /** Now. */
  at(): string {
    return this.#now().toISOString();
  }
}
