import { setTimeout as pause } from 'node:timers/promises';
import { keepWithin } from '../src/adoption/cache/prune.ts';
import { Fleet } from '../src/adoption/fleet/fleet.ts';
import { FleetWorker } from '../src/adoption/fleet/fleet-worker.ts';
import { readUnit } from '../src/adoption/fleet/read-unit.ts';
import { work } from '../src/adoption/fleet/units.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { wholeNumber } from './lib/options.ts';
import { print, printError } from './lib/print.ts';
import { readerOptions, readerSettings } from './lib/track/reader-options.ts';

/** Where there is nothing to do, between two looks, in ms. */
const lookMs = 1000;

await run(
  {
    usage: 'npm run worker --',
    about:
      'Reads repositories for a fleet: takes units from a queue on PostgreSQL that npm run track --\n' +
      '--queue fills, one after the other, until it is told to stop (Ctrl-C, SIGTERM: it ends what it\n' +
      'reads; a second time: at once, and another worker takes that).',
    options: {
      queue: {
        type: 'string',
        value: '<address>',
        help: 'the queue: postgres://…; the password from $PGPASSWORD',
      },
      heartbeat: {
        type: 'string',
        value: '<s>',
        help: 'a worker of which nothing is heard for so long has died; default: 30, at least 10',
      },
      'until-empty': { type: 'boolean', help: 'end where nothing waits any more' },
      ...readerOptions,
    },
    examples: ["npm run worker -- --queue 'postgres://crossplan@db.example/crossplan' --jobs 4"],
  },
  async (values) => {
    if (values.queue === undefined) throw new WrongUse('--queue is needed: --queue postgres://…');
    const heartbeatSeconds = wholeNumber('--heartbeat', values.heartbeat ?? '30', { least: 10 });
    const { reader, jobs, scans, mostScans } = readerSettings(values);
    const stopping = new AbortController();
    const stop = () => {
      if (stopping.signal.aborted) process.exit(exitCode.partial);
      stopping.abort();
      printError('stopping: what is being read is ended first');
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    await using fleet = await Fleet.open(values.queue, { heartbeatSeconds, onNote: printError });
    const worker = new FleetWorker(fleet);
    print('waiting for units');
    let unread = 0;
    const loop = async () => {
      while (!stopping.signal.aborted) {
        const taken = await worker.take();
        if (taken === undefined) {
          if (values['until-empty'] === true) return;
          await pause(lookMs, undefined, { signal: stopping.signal }).catch(() => undefined);
          continue;
        }
        const { project } = taken.unit;
        print(`${project}  taken`);
        const { snapshot, problems } = await work(taken, (unit, progress) =>
          readUnit(unit, reader(progress)),
        );
        if (snapshot === null) unread++;
        const why = snapshot === null ? (problems.at(-1)?.message ?? 'not read') : 'read';
        print(`${project}  ${snapshot?.commit?.slice(0, 10) ?? '-'}  ${why}`);
        if (scans !== undefined) await keepWithin(scans, mostScans);
      }
    };
    await Promise.all(Array.from({ length: jobs }, loop));
    return unread === 0 ? exitCode.fine : exitCode.partial;
  },
);
