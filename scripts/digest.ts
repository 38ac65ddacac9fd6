import { dirname, join } from 'node:path';
import { ownRepository } from '../src/git/own-repository.ts';
import { UnreadableRepository } from '../src/git/read-problem.ts';
import { GitFailed } from '../src/git/run-git.ts';
import { plusDays, today } from '../src/ground/day.ts';
import { formatProblem } from '../src/ground/problem.ts';
import { webAddress } from '../src/ground/trust/web-address.ts';
import {
  changesSince,
  NoSuchCommit,
  type ChangesSince,
} from '../src/status/changes/changes-since.ts';
import { KeptStates } from '../src/status/changes/kept-states.ts';
import { digestMail } from '../src/status/digest/digest-mail.ts';
import {
  digestHtml,
  digestMarkdown,
  type DigestContext,
} from '../src/status/digest/digest-text.ts';
import { digestOf } from '../src/status/digest/digest.ts';
import { teamDuties, teamsOfReports } from '../src/status/duties/team-duties.ts';
import { loadReports } from '../src/status/load-reports.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { allOf, oneOf, pastDay, proposalsRoot, rootOption } from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';

const formats = ['md', 'html', 'eml', 'json'] as const;
/** Without `--since`: so many days back. */
const usualDays = 7;

await run(
  {
    usage: 'npm run digest --',
    about:
      'What changed since a day or a commit, by the git history of proposals/: statuses, reviews, concerns,\n' +
      'sign-offs, claims, decisions, plans and texts, each with when it happened and when it was learned\n' +
      'here. For a team it begins with what waits for it, and fits one screen. What is not committed is\n' +
      'not told. Exits with 3 where something cannot be told: a shallow clone, data of an older form.',
    options: {
      since: {
        type: 'string',
        value: '<day|commit>',
        help: `from the beginning of that day, or after that commit; default: ${usualDays} days back`,
      },
      team: { type: 'string', value: '<id>', help: 'what concerns this team, after its duties' },
      format: { type: 'string', value: '<word>', help: `${formats.join(', ')}; default: md` },
      from: { type: 'string', value: '<address>', help: 'eml: whom it is from; default: a draft' },
      to: { type: 'string', value: '<address>', help: 'eml: whom it is to' },
      site: {
        type: 'string',
        value: '<address>',
        help: 'where the site is served: a line leads there',
      },
      root: rootOption,
    },
    examples: [
      'npm run -s digest -- --since 2026-10-01',
      'npm run -s digest -- --since 2026-10-01 --team nova --format eml > nova.eml',
    ],
  },
  async (values) => {
    const format = oneOf('--format', 'format', values.format ?? 'md', formats);
    const since = values.since ?? plusDays(today(), -usualDays);
    if (values.site !== undefined && webAddress(values.site) === undefined) {
      throw new WrongUse(`--site: expected https://…, got \`${values.site}\``);
    }
    if (format !== 'eml' && (values.from ?? values.to) !== undefined) {
      throw new WrongUse('--from and --to belong to --format eml');
    }
    const isCommit = /^[0-9a-f]{7,64}$/.test(since);
    const asked = isCommit ? { commit: since } : { day: pastDay('--since', since) };
    const root = proposalsRoot(values);
    const { reports, registry, problems, faulty } = await loadReports(root);
    const teams = teamsOfReports(reports, registry);
    if (values.team !== undefined) allOf('--team', 'team', [values.team], teams);
    const found = await read(root, asked);
    if (typeof found === 'string') {
      printError(`what changed cannot be told: ${found}`);
      return exitCode.partial;
    }
    const { team } = values;
    const ofTeam = team === undefined ? undefined : teamDuties(team, reports, registry, today());
    const digest = digestOf(found, since, ofTeam, (proposal) => {
      const report = reports.find((one) => one.proposal.number === proposal);
      return teamsOfReports(report === undefined ? [] : [report], registry);
    });
    const site = values.site?.replace(/\/+$/, '');
    const context: DigestContext = {
      name: ofTeam?.name,
      today: today(),
      page: site && `${site}${team === undefined ? '/changes/' : `/teams/${team}/`}`,
    };
    const lines = (text: string) => text.trimEnd().split('\n');
    if (format === 'json') printJson(digest);
    else if (format === 'md') print(...lines(digestMarkdown(digest, context)));
    else if (format === 'html') print(...lines(digestHtml(digest, context)));
    else print(...lines(await digestMail(digest, context, values)));
    printError(...found.unknown.map((one) => `not known: ${one}`));
    // Faults of the data hide what is in it: duties and changes may be missing.
    if (faulty.length > 0) printError(...problems.slice(0, 20).map(formatProblem));
    return found.unknown.length > 0 || faulty.length > 0 ? exitCode.partial : exitCode.fine;
  },
);

/** What changed, or why that cannot be told at all. */
async function read(
  root: string,
  since: Parameters<typeof changesSince>[1],
): Promise<ChangesSince | string> {
  try {
    return await changesSince(
      await ownRepository(root),
      since,
      new KeptStates(join(dirname(root), '.cache/states')),
    );
  } catch (error) {
    if (error instanceof NoSuchCommit) throw new WrongUse(`--since: ${error.message}`);
    if (error instanceof UnreadableRepository) return error.problem.message;
    if (error instanceof GitFailed) return error.reason;
    throw error;
  }
}
