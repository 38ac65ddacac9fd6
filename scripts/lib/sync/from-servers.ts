import { join, resolve } from 'node:path';
import type { Registry } from '../../../src/proposal/registry.ts';
import { systemName } from '../../../src/review/review-system.ts';
import { plannedSource, type PlannedSource } from '../../../src/review/sync/dry-run.ts';
import { planSystem, type ProposalInput } from '../../../src/review/sync/plan.ts';
import type { Secrets } from '../../../src/review/sync/secrets.ts';
import { syncReviews, type SyncReport } from '../../../src/review/sync/sync-reviews.ts';
import { holdLock } from '../../../src/ground/lock.ts';
import { exitCode } from '../cli.ts';
import { allOf, wholeNumber } from '../options.ts';
import { print, printError, printJson } from '../print.ts';
import type { SyncValues } from './options.ts';
import { givenSecrets } from './secrets.ts';
import { figuresOf, printWritten } from './written.ts';

/**
 * Reads the reviews of proposals from their servers.
 *
 * @returns the exit code: 3 where a server was not read to its end, 1 where one was and knows
 *   nothing of a review that is cited
 */
export async function fromServers(
  registry: Registry,
  proposals: readonly ProposalInput[],
  values: SyncValues,
): Promise<number> {
  allOf('--source', 'system', values.source ?? [], registry.reviewSystems.map(systemName));
  const cycle =
    values.cycle === undefined ? undefined : wholeNumber('--cycle', values.cycle, { least: 1 });
  const limits = {
    budget: wholeNumber('--budget', values.budget ?? '1000', { least: 1 }),
    spacing: wholeNumber('--spacing', values.spacing ?? '1000'),
    timeout: 1000 * wholeNumber('--patience', values.patience ?? '60', { least: 1, most: 3600 }),
    perHost: 60_000 * wholeNumber('--minutes', values.minutes ?? '60', { least: 1, most: 1440 }),
    attempts: wholeNumber('--tries', values.tries ?? '5', { least: 1 }),
  };
  const secrets = await givenSecrets(values, registry.reviewSystems);
  if (values['dry-run'] === true) {
    await printPlan(registry, proposals, values, { secrets, cycle, budget: limits.budget });
    return exitCode.fine;
  }
  const contact = values.contact ?? process.env['CROSSPLAN_CONTACT'];
  const cache = resolve(values.cache ?? join('.cache', 'review'));
  using _ = await holdLock(join(cache, 'run.lock'), `another run is at work on ${cache}`);
  const report = await syncReviews({
    registry,
    proposals,
    cache,
    only: values.source,
    cycle,
    fetcher: {
      ...limits,
      secrets,
      hosts: values.host,
      ...(contact === undefined ? {} : { contact }),
      ...(values.verbose === true
        ? {
            log: (line: string) => {
              printError(line);
            },
          }
        : {}),
    },
    progress: (line) => {
      printError(line);
    },
  });
  if (values.json === true) printJson({ ...report, written: report.written.map(figuresOf) });
  else printReport(report);
  const isWhole =
    report.sources.every(
      ({ failure, problems }) => failure === undefined && problems.length === 0,
    ) && report.said.every(({ unread }) => unread.length === 0);
  if (!isWhole) return exitCode.partial;
  const asked = new Set(report.sources.map(({ source }) => source));
  const unknown = report.written.some(({ snapshot }) =>
    snapshot.unresolved.some((id) => asked.has(id.slice(0, id.indexOf('/')))),
  );
  return unknown ? exitCode.findings : exitCode.fine;
}

/** What the sources would ask first, and how much at most; nothing is asked and nothing written. */
async function printPlan(
  registry: Registry,
  proposals: readonly ProposalInput[],
  values: SyncValues,
  { secrets, cycle, budget }: { secrets: Secrets; cycle: number | undefined; budget: number },
): Promise<void> {
  const planned: PlannedSource[] = [];
  for (const system of registry.reviewSystems) {
    if (values.source?.includes(systemName(system)) === false) continue;
    const day = Math.floor(Date.now() / 86_400_000);
    const context = { registry, day, ...(cycle === undefined ? {} : { cycle }) };
    const plan = planSystem(system, proposals, context);
    planned.push(await plannedSource(plan, registry.reviewSystems, { secrets, budget }));
  }
  if (values.json === true) {
    printJson(planned);
    return;
  }
  for (const { source, requests, follows } of planned) {
    print(`${source}: ${requests.length} requests to begin with`);
    print(...requests.map((line) => `  ${line}`));
    if (follows.length > 0) print(`  then, by what is answered: ${follows.join('; ')}`);
  }
  const most = planned.reduce((sum, { atMost }) => Math.max(sum, atMost), 0);
  const named = proposals.reduce((sum, { text }) => sum + (text?.reviews.length ?? 0), 0);
  if (named > 0) print(`then what was said in ${named} reviews of the proposals’ own texts`);
  print(`at most ${most} requests in this run, all of these included (--budget)`);
  for (const origin of secrets.sentTo) print(`${origin} would be sent its secret`);
  printKept(secrets.keptFrom);
}

function printReport({ sources, secrets, written, said }: SyncReport): void {
  for (const { source, requests, resumed, read, failure, problems } of sources) {
    const again = resumed > 0 ? `, ${resumed} answers from the run before` : '';
    print(`${source}: ${requests} requests${again}, ${read} reviews read`);
    print(...problems.map((problem) => `  ${problem}`));
    if (failure !== undefined) print(`  not read to its end: ${failure}`);
  }
  for (const origin of secrets.sentTo) print(`${origin} was sent its secret`);
  printKept(secrets.keptFrom);
  printWritten(written);
  for (const { proposal, threads, changed, unread } of said) {
    const count = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    print(`${proposal}: ${count} said in review${changed ? '' : ', as before'}`);
    print(...unread.map((line) => `  not read: ${line}`));
  }
}

function printKept(origins: readonly string[]): void {
  for (const origin of origins) {
    print(`${origin} was not sent its secret: it is asked without encryption`);
  }
}
