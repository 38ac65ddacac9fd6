import { resolve } from 'node:path';
import type { Plan } from '../../../src/adoption/cache/load-plans.ts';
import { AnswerFiles } from '../../../src/adoption/fleet/answer-files.ts';
import { readUnit, type Unit, type UnitAnswer } from '../../../src/adoption/fleet/read-unit.ts';
import { shardOf, type Shard } from '../../../src/adoption/fleet/shard.ts';
import type { Tracked } from '../../../src/adoption/track.ts';
import { WrongUse } from '../cli.ts';
import { printError } from '../print.ts';
import { Progress } from '../progress.ts';
import { readerSettings, type ReaderSettings, type ReaderValues } from './reader-options.ts';

/** A unit, and the proposal that asks it. */
export interface Asked {
  proposal: Plan;
  unit: Unit;
}

/** Where the units are read. */
export interface How {
  settings: ReaderSettings;
  shard?: Shard | undefined;
  /** Where the answers of shards are. */
  answers?: AnswerFiles | undefined;
  folder: string;
  /** Address of a fleet's queue. */
  queue?: string | undefined;
}

interface HowValues extends ReaderValues {
  shard?: string;
  answers?: string;
  queue?: string;
}

/** @throws WrongUse */
export function howOf(values: HowValues): How {
  const { shard, answers, queue } = values;
  if (shard !== undefined && answers === undefined) {
    throw new WrongUse('--shard needs --answers: where the answers are left');
  }
  const others = ['shard', 'answers', 'mirrors', 'as-of', 'cache', 'no-fetch', 'jobs'] as const;
  const notOurs = others.filter((name) => values[name] !== undefined);
  if (queue !== undefined && notOurs.length > 0) {
    const names = notOurs.map((name) => `--${name}`).join(', ');
    throw new WrongUse(`--queue: a fleet’s workers have their own ${names}; leave it away here`);
  }
  if (queue !== undefined && !/^postgres(?:ql)?:\/\//.test(queue)) {
    throw new WrongUse(`--queue: expected postgres://…, got \`${queue}\``);
  }
  return {
    settings: readerSettings(values),
    shard: shard === undefined ? undefined : shardNamed(shard),
    answers: answers === undefined ? undefined : new AnswerFiles(resolve(answers)),
    ...{ folder: answers ?? '', queue },
  };
}

function shardNamed(text: string): Shard {
  const [, part = NaN, of = NaN] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (part >= 1 && part <= of) return { part, of };
  throw new WrongUse(`--shard ${text}: expected i/n with i from 1 to n, as in 1/4`);
}

/** What a unit's answer came to where it was recorded. */
export interface Result {
  tracked: Tracked;
  seconds: number;
}

export interface All {
  results: Result[];
  /** A shard records nothing: so many of its units were read, and their answers are in the folder. */
  kept?: { read: number; of: number; folder: string };
}

type Record = (proposal: Plan, unit: Unit, answer: UnitAnswer) => Promise<Tracked>;

/** Reads every unit here, or has it read, and records what it came to; in the order asked. */
export async function readAll(all: readonly Asked[], how: How, record: Record): Promise<All> {
  const { settings, shard, answers, folder, queue } = how;
  const mine = shard === undefined ? all : shardOf(all, shard);
  const progress = new Progress('read', mine.length);
  const results: Result[] = [];
  let read = 0;
  const finish = async (index: number, answer: UnitAnswer, started: number) => {
    const asked = mine[index];
    if (asked === undefined) return;
    if (shard !== undefined) {
      await answers?.keep(asked.unit, answer);
      if (answer.snapshot !== null) read++;
      for (const { code, message, detail = '' } of answer.problems) {
        progress.note(`${asked.unit.project}  ${code}: ${message} ${detail}`);
      }
    } else {
      const tracked = await record(asked.proposal, asked.unit, answer);
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      results[index] = { tracked, seconds };
    }
    progress.step(asked.unit.project);
  };
  if (queue !== undefined) await readByFleet(queue, mine, progress, finish);
  else {
    await inParallel(mine, settings.jobs, async ({ unit }, index) => {
      const started = performance.now();
      const known = shard === undefined ? await answers?.of(unit) : undefined;
      const reader = settings.reader(({ done, total }) => {
        progress.part(unit.project, done, total);
      });
      await finish(index, known ?? (await readUnit(unit, reader)), started);
    });
  }
  progress.end();
  return { results, ...(shard === undefined ? {} : { kept: { read, of: mine.length, folder } }) };
}

async function readByFleet(
  queue: string,
  mine: readonly Asked[],
  progress: Progress,
  finish: (index: number, answer: UnitAnswer, started: number) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  const indexes = new Map(mine.map(({ unit }, index) => [unit, index]));
  // Loaded where it is asked for: an ordinary run has no use for a database.
  const { Fleet } = await import('../../../src/adoption/fleet/fleet.ts');
  const { askFleet } = await import('../../../src/adoption/fleet/fleet-run.ts');
  const said = new Set<string>();
  const onNote = (text: string) => {
    if (!said.has(text)) printError(text);
    said.add(text);
  };
  await using fleet = await Fleet.open(queue, { onNote });
  await askFleet(
    fleet,
    mine.map(({ unit }) => unit),
    {
      onAnswer: (unit, answer) => finish(indexes.get(unit) ?? -1, answer, started),
      onWorking: (working) => {
        for (const { project, done, total } of working) progress.part(project, done, total);
      },
    },
  );
}

/** `jobs` of the tasks at work at a time. */
async function inParallel<Task>(
  tasks: readonly Task[],
  jobs: number,
  work: (task: Task, index: number) => Promise<void>,
): Promise<void> {
  const queue = tasks.entries();
  const worker = async () => {
    for (const [index, task] of queue) await work(task, index);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, worker));
}
