import { figures, type Figures } from './figures.ts';
import type { Run } from './run.ts';
import type { Model, Reservation } from './settings.ts';

/** How a run is to be taken: something went wrong, or it was slow, or all is well. */
export interface Verdict {
  readonly tone: 'bad' | 'slow' | 'good';
  /** One line of plain words. */
  readonly text: string;
}

/** Says in plain words what a run shows, from its figures alone. */
export function verdict(run: Run): Verdict {
  const found = figures(run);
  if (found.messages === 0) return { tone: 'slow', text: 'No messages, so nothing happened.' };
  if (found.reservations > 0) return reserved(run, found);
  return load(run, found);
}

function reserved(run: Run, found: Figures): Verdict {
  const { reservations, lost } = found;
  const { model, reservation } = run.settings;
  if (lost > 0) {
    const head = `${reservations} reservations were answered, the counter says ${run.counter}: ${lost} are lost.`;
    const why = whyLost(model, reservation);
    return { tone: 'bad', text: `${head} ${why}` };
  }
  const head = `All ${reservations} reservations are in the counter.`;
  if (reservation === 'locked') {
    return {
      tone: 'good',
      text: `${head} The lock lets one in at a time; in each model somebody must know that it is needed.`,
    };
  }
  if (model === 'blocking' || (run.settings.poolSize === 1 && reservations > 1)) {
    return {
      tone: 'slow',
      text: `${head} One message at a time cannot disturb another, and each waits for all before it: half of them ${ms(found.p50)} or longer.`,
    };
  }
  if (model === 'green' || model === 'both' || reservation === 'between') {
    return { tone: 'good', text: `${head} This time nobody came in between; nothing forbids it.` };
  }
  return {
    tone: 'good',
    text: `${head} No lock, and none is missing: without a mark for waiting between read and write nobody can come in.`,
  };
}

function whyLost(model: Model, reservation: Reservation): string {
  if (model === 'both') {
    return 'Half of the endpoints still switch without a mark. As long as one does, it can write over what all others wrote.';
  }
  if (model === 'green') {
    return reservation === 'forgotten'
      ? 'Writing a log line let others in between read and write, and no word of the program says so.'
      : 'A call between read and write let others in, and no word of the program says so.';
  }
  const wait = model === 'aiogreen' ? 'yield From' : 'await';
  return `“${wait}” stands between read and write: the fault is the same, but its line can be seen.`;
}

function load(run: Run, found: Figures): Verdict {
  const { model, mix } = run.settings;
  const quick = found.quickP95;
  if (mix.computing > 0 && model === 'workers') {
    const rest =
      quick === undefined ? '' : ` 95 of 100 quick messages had their answer within ${ms(quick)}.`;
    return {
      tone: 'good',
      text: `Computing went to other threads: nobody held this one for longer than ${ms(found.longestHold)}.${rest}`,
    };
  }
  if (mix.computing > 0) {
    const rest =
      quick === undefined
        ? ''
        : ` Quick messages of a millisecond waited up to ${ms(quick)} for their answer.`;
    return {
      tone: 'slow',
      text: `A message that computes holds the only thread for ${ms(found.longestHold)}, and all others stand still.${rest}`,
    };
  }
  if (model === 'blocking' || run.settings.poolSize === 1) {
    return {
      tone: 'slow',
      text: `One at a time: while one message waits nobody works, and the last had its answer after ${ms(found.longest)}.`,
    };
  }
  return {
    tone: 'good',
    text: `While some messages wait, others run: the last had its answer after ${ms(found.longest)}.`,
  };
}

/** A duration for people. */
export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
