import { today } from '../../../src/ground/day.ts';
import { webAddress, webAddressRule } from '../../../src/ground/trust/web-address.ts';
import { concernOfThread } from '../../../src/comments/exchange/concern-of-thread.ts';
import type { ExportedThread } from '../../../src/comments/exchange/exported-thread.ts';
import {
  changeFrontMatter,
  changedFrontMatter,
} from '../../../src/proposal/change-front-matter.ts';
import { concernSchema } from '../../../src/proposal/concern.ts';
import { dataOfText, type DraftData } from '../../../src/proposal/draft.ts';
import { isOver, needsSettledConcerns } from '../../../src/proposal/lifecycle.ts';
import type { Proposal, Proposals } from '../../../src/proposal/load-proposals.ts';
import { readItems } from '../../../src/proposal/partial-front-matter.ts';
import { numberText } from '../../../src/proposal/proposal-number.ts';
import {
  recordThreads,
  type ConcernThread,
  type RecordedChange,
  type Recording,
} from '../../../src/proposal/record-threads.ts';
import { exitCode, WrongUse } from '../cli.ts';
import { commentsAddress } from '../comments/ask-comments.ts';
import { isAddress, threadSource } from '../comments/read-threads.ts';
import { chosenProposals } from '../options.ts';
import { print, printError, printJson } from '../print.ts';
import { tellRefusal } from './refused.ts';

/** What a command line gave. */
export interface RecordValues {
  proposal?: string;
  from?: string;
  site?: string;
  'dry-run'?: boolean;
  json?: boolean;
}

interface Read {
  proposal: Proposal;
  threads: readonly ExportedThread[];
}

/**
 * Writes the concerns of the comments into the registers of their proposals. All are read before any is
 * written: what is not read whole writes nothing.
 *
 * @returns the exit code: 3 where something was not read, 1 where a change would break a rule
 */
export async function recordConcerns(loaded: Proposals, values: RecordValues): Promise<number> {
  const { registry } = loaded;
  const from = values.from ?? registry.comments;
  if (from === undefined) {
    throw new WrongUse('record needs --from, or `comments` in projects.yaml');
  }
  const site = values.site ?? (isAddress(from) ? from : registry.comments);
  if (site === undefined || webAddress(site) === undefined) {
    const why = site === undefined ? 'record from a file needs it' : webAddressRule;
    throw new WrongUse(`--site: ${why}`);
  }
  const { proposals, faulty } = chosenProposals(loaded, values.proposal);
  const source = await threadSource(from);
  const read: Read[] = [];
  const unread: string[] = faulty.map(
    ({ name }) => `${name} is faulty; npm run check says what is to be mended`,
  );
  for (const proposal of proposals) {
    const answer = await source.read(proposal.number);
    if ('unread' in answer) unread.push(...answer.unread);
    else read.push({ proposal, threads: answer.threads });
  }
  if (unread.length > 0) {
    printError(...new Set(unread), 'nothing was written');
    return exitCode.partial;
  }
  let code: number = exitCode.fine;
  const changed: ({ proposal: number } & RecordedChange)[] = [];
  for (const { proposal, threads } of read) {
    const page = commentsAddress(site, `/proposals/${proposal.name}/`);
    const raised = threads
      .filter(({ kind }) => kind === 'concern')
      .map((thread) => concernOfThread(thread, page, today()));
    const one = await recorded(loaded, proposal, raised, values['dry-run'] === true);
    code = Math.max(code, one.code);
    changed.push(...one.changes.map((change) => ({ proposal: proposal.number, ...change })));
  }
  if (values.json === true) printJson(changed);
  else {
    print(...changed.map((one) => `${numberText(one.proposal)}  ${one.id}  ${one.what}`));
    const word = values['dry-run'] === true ? 'would change' : 'changed';
    print(changed.length === 0 ? 'nothing new' : `${changed.length} ${word}`);
  }
  return code;
}

/** Records the threads of one proposal; where that would break a rule, it is told and nothing is written. */
async function recorded(
  { registry }: Proposals,
  proposal: Proposal,
  threads: readonly ConcernThread[],
  isDry: boolean,
): Promise<{ code: number; changes: RecordedChange[] }> {
  const context = { registry, today: today() };
  const { status } = proposal.frontMatter;
  // What is decided cannot be held up any more; the objection is on the register all the same.
  const blocks = !needsSettledConcerns(status) && !isOver(status);
  let found: Recording = { edits: [], changes: [] };
  const recordingOf = ({ frontMatterSource }: DraftData): Recording => {
    const items = readItems(frontMatterSource, 'concerns', concernSchema);
    const register = items.map(({ part }) => part);
    return recordThreads(register, threads, { today: context.today, blocks });
  };
  const { folder, text } = proposal;
  const code = await tellRefusal(async () => {
    found = recordingOf(dataOfText(folder, text));
    if (found.edits.length === 0) return;
    if (isDry) changedFrontMatter(folder, context, text, found.edits);
    else {
      await changeFrontMatter(proposal, context, (before) => {
        found = recordingOf(before);
        return found.edits;
      });
    }
  });
  return { code, changes: code === exitCode.fine ? found.changes : [] };
}
