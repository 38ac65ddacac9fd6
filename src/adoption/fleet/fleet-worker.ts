import { hostname } from 'node:os';
import { z } from 'zod';
import { mostRetries, ownSchema, unitQueue, type Fleet } from './fleet.ts';
import { lasting } from './lasting.ts';
import type { UnitAnswer } from './read-unit.ts';
import type { TakenUnit, UnitProgress, Units } from './units.ts';
import { packedAnswer, readUnitText } from './wire.ts';

const jobSchema = z.object({ question: z.string(), own: z.unknown() });

/** Takes units from a fleet's queue. */
export class FleetWorker implements Units {
  readonly #fleet: Fleet;
  readonly #name: string;
  readonly #questions = new Map<string, string>();

  constructor(fleet: Fleet, name = `${hostname()}:${process.pid}`) {
    this.#fleet = fleet;
    this.#name = name;
  }

  async take(): Promise<TakenUnit | undefined> {
    const { boss } = this.#fleet;
    const [job] = await lasting(() => boss.fetch(unitQueue, { batchSize: 1 }));
    if (job === undefined) return undefined;
    // Until it is done or another's: a retry counts up, and what comes from this try is refused then.
    const attempt = { id: job.id, retryCount: job.retryCount };
    const beat = setInterval(
      () => {
        boss.touch(unitQueue, attempt).catch(() => undefined);
      },
      (this.#fleet.heartbeatSeconds * 1000) / 3,
    );
    const end = async (answer: UnitAnswer, final: boolean, say: () => Promise<unknown>) => {
      try {
        await this.#keep(job.id, answer, final);
        await lasting(say);
      } finally {
        clearInterval(beat);
      }
    };
    try {
      const { question, own } = jobSchema.parse(job.data);
      const unit = readUnitText(await this.#question(question), own);
      return {
        unit,
        alive: (progress) => void this.#say(job.id, progress).catch(() => undefined),
        done: (answer) => end(answer, true, () => boss.complete(unitQueue, attempt)),
        failed: (answer) => {
          const isLast = job.retryCount >= mostRetries;
          const reason = { message: answer.problems.at(-1)?.message ?? 'nothing was read' };
          return end(answer, isLast, () => boss.fail(unitQueue, attempt, reason));
        },
      };
    } catch (error) {
      // Another version of this program wrote it; a worker of that version may take it.
      clearInterval(beat);
      const message = error instanceof Error ? error.message : String(error);
      await lasting(() => boss.fail(unitQueue, attempt, { message }));
      return undefined;
    }
  }

  async #question(hash: string): Promise<string> {
    let text = this.#questions.get(hash);
    if (text === undefined) {
      const select = `SELECT text FROM ${ownSchema}.question WHERE hash = $1`;
      const [row] = await lasting(() => this.#fleet.sql(select, [hash]));
      text = z.string().parse(row?.['text']);
      this.#questions.set(hash, text);
    }
    return text;
  }

  async #keep(job: string, answer: UnitAnswer, final: boolean): Promise<void> {
    const text = packedAnswer(answer);
    await lasting(() =>
      this.#fleet.sql(
        `INSERT INTO ${ownSchema}.answer (job, final, text) VALUES ($1, $2, $3)
         ON CONFLICT (job) DO UPDATE SET final = excluded.final, text = excluded.text
         WHERE excluded.final OR NOT answer.final`,
        [job, final, text],
      ),
    );
  }

  async #say(job: string, { done, total }: UnitProgress): Promise<void> {
    await this.#fleet.sql(
      `INSERT INTO ${ownSchema}.working (job, worker, done, total) VALUES ($1, $2, $3, $4)
       ON CONFLICT (job) DO UPDATE
       SET worker = excluded.worker, done = excluded.done, total = excluded.total`,
      [job, this.#name, done, total],
    );
  }
}
