import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ownSchema, unitQueue, type Fleet } from './fleet.ts';
import { lasting } from './lasting.ts';
import type { Unit, UnitAnswer } from './read-unit.ts';
import { unitKey, unpackedAnswer, writtenUnit } from './wire.ts';

/** What a worker reads now. */
export interface Working {
  project: string;
  worker: string;
  done: number;
  total: number;
}

export interface FleetRunOptions {
  /** Each unit's answer, as it comes. */
  onAnswer: (unit: Unit, answer: UnitAnswer) => Promise<void>;
  onWorking?: (working: Working[]) => void;
  /** So long nothing may happen at all before the rest is given up, in ms. */
  idleMs?: number;
  /** Between two looks, in ms. */
  lookMs?: number;
}

const defaultIdleMs = 30 * 60_000;
const defaultLookMs = 500;
/** Jobs that are looked at one by one at each look: to see those that have failed. */
const lookedAt = 100;

/**
 * Puts units to a fleet and waits for their answers. A run that was cut off is gone on with: what it
 * asked is still there, and is not asked twice.
 */
export async function askFleet(
  fleet: Fleet,
  units: readonly Unit[],
  { onAnswer, onWorking, idleMs = defaultIdleMs, lookMs = defaultLookMs }: FleetRunOptions,
): Promise<void> {
  const open = new Map<string, Unit[]>();
  const wait = (job: string, unit: Unit) => {
    open.set(job, [...(open.get(job) ?? []), unit]);
  };
  const answered = async (job: string, answer: UnitAnswer) => {
    const asking = open.get(job) ?? [];
    open.delete(job);
    for (const unit of asking) await onAnswer(unit, answer);
  };
  for (const unit of units) wait(await send(fleet, unit), unit);

  let heard = performance.now();
  let before = '';
  while (open.size > 0) {
    const jobs = [...open.keys()];
    const answers = await answersOf(fleet, jobs, true);
    for (const [job, answer] of answers) await answered(job, answer);
    // Those that were looked at stand last at the next look.
    for (const job of [...open.keys()].slice(0, lookedAt)) {
      const asking = open.get(job) ?? [];
      open.delete(job);
      open.set(job, asking);
      const why = await whyNone(fleet, job);
      if (why === 'again') {
        open.delete(job);
        for (const unit of asking) wait(await send(fleet, unit), unit);
      } else if (why !== undefined) await answered(job, why);
    }
    const working = await workingOn(fleet, open);
    onWorking?.(working);
    const now = `${open.size} ${JSON.stringify(working)}`;
    if (now !== before) heard = performance.now();
    before = now;
    if (performance.now() - heard > idleMs) break;
    if (open.size > 0) await pause(lookMs);
  }
  const minutes = Math.round(idleMs / 60_000);
  for (const job of [...open.keys()]) {
    await lasting(() => fleet.boss.cancel(unitQueue, job));
    await answered(job, none(`no worker was heard of for ${minutes} min`));
  }
}

/** The job that asks a unit: a new one, or the one that waits already. */
async function send(fleet: Fleet, unit: Unit): Promise<string> {
  const { question, own } = writtenUnit(unit);
  const hash = createHash('sha256').update(question).digest('hex');
  const key = unitKey(unit);
  const insert = `INSERT INTO ${ownSchema}.question VALUES ($1, $2) ON CONFLICT DO NOTHING`;
  await lasting(() => fleet.sql(insert, [hash, question]));
  const id = randomUUID();
  for (;;) {
    const data = { question: hash, own };
    const sent = await lasting(() => fleet.boss.send(unitQueue, data, { id, singletonKey: key }));
    if (sent !== null) return sent;
    const same = await lasting(() => fleet.boss.findJobs(unitQueue, { key }));
    const waiting = same.find(({ id: one, state }) => one === id || unfinished.has(state));
    if (waiting !== undefined) return waiting.id;
    await pause(defaultLookMs);
  }
}

const unfinished: ReadonlySet<string> = new Set(['created', 'retry', 'active']);

async function answersOf(
  fleet: Fleet,
  jobs: readonly string[],
  final: boolean,
): Promise<[string, UnitAnswer][]> {
  const select = `SELECT job, text FROM ${ownSchema}.answer WHERE job = ANY($1::uuid[]) AND final = $2`;
  const rows = await lasting(() => fleet.sql(select, [jobs, final]));
  return rows.map(({ job, text }) => [
    String(job),
    unpackedAnswer(String(text)) ?? none('a worker of another version answered; update it'),
  ]);
}

/** Why a job will have no answer: one that says so, or that it is to be asked again. */
async function whyNone(fleet: Fleet, id: string): Promise<UnitAnswer | 'again' | undefined> {
  const [job] = await lasting(() => fleet.boss.findJobs(unitQueue, { id }));
  if (job !== undefined && unfinished.has(job.state)) return undefined;
  // What came since is taken before anything is said.
  const [last] = await answersOf(fleet, [id], true);
  if (last !== undefined) return last[1];
  if (job?.state !== 'failed') return 'again';
  const [tried] = await answersOf(fleet, [id], false);
  if (tried !== undefined) return tried[1];
  const tries = job.retryCount + 1;
  const ended = `${tries} ${tries === 1 ? 'worker' : 'workers'} ended over it`;
  return none(`set aside: ${ended}`, reasonIn(job.output));
}

function reasonIn(output: unknown): string | undefined {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  const said = message ?? value?.message;
  return typeof said === 'string' ? said : undefined;
}

function none(message: string, detail?: string): UnitAnswer {
  const problem = { code: 'engine', message } as const;
  return { snapshot: null, problems: [detail === undefined ? problem : { ...problem, detail }] };
}

async function workingOn(
  fleet: Fleet,
  open: ReadonlyMap<string, readonly Unit[]>,
): Promise<Working[]> {
  const select = `SELECT job, worker, done, total FROM ${ownSchema}.working WHERE job = ANY($1::uuid[]) ORDER BY job`;
  const rows = await lasting(() => fleet.sql(select, [[...open.keys()]]));
  return rows.flatMap(({ job, worker, done, total }) => {
    const project = open.get(String(job))?.[0]?.project;
    if (project === undefined) return [];
    return [{ project, worker: String(worker), done: Number(done), total: Number(total) }];
  });
}
