import { foreignLines, foreignText } from '../../ground/foreign-text.ts';
import { withoutHidden } from '../../ground/trust/hidden-characters.ts';
import { threadFragment } from '../../proposal/concern-thread.ts';
import type { ConcernThread } from '../../proposal/record-threads.ts';
import { formerParticipant } from '../store/person.ts';
import type { ExportedComment, ExportedThread } from './exported-thread.ts';

/** Lengths of what the register holds, in characters. */
const longestTitle = 120;
const longestText = 4000;
const longestQuote = 160;

/**
 * A concern of the comments as the register of its proposal has concerns. Its text is what was said
 * first; what was said since stands in the discussion, to which it leads.
 *
 * @param page whole address of the proposal's page
 * @param today `YYYY-MM-DD`; a server's clock may be ahead
 */
export function concernOfThread(
  { id, state, openedBy, openedAt, resolved, quote, comments }: ExportedThread,
  page: string,
  today: string,
): ConcernThread {
  const [first] = comments;
  const text = first === undefined ? '' : said(first);
  const dayOf = (moment: string) => {
    const day = moment.slice(0, 10);
    return day > today ? today : day;
  };
  return {
    id,
    url: `${page}#${threadFragment(id)}`,
    title: shortened(
      oneLine(text.split('\n').find((line) => /\w/u.test(line)) ?? text),
      longestTitle,
    ),
    text: shortened(text, longestText),
    raisedBy: oneLine(openedBy.name),
    raised: dayOf(openedAt),
    where: `Comment on “${shortened(oneLine(quote), longestQuote)}”`,
    isOpen: state === 'open',
    resolved: resolved === null ? undefined : dayOf(resolved.at),
    hasNoRaiser: openedBy.name === formerParticipant,
  };
}

function said({ body, hidden }: ExportedComment): string {
  if (hidden !== null) return `(Hidden by a moderator: ${foreignText(hidden.reason)})`;
  const lines = foreignLines(body ?? '').split('\n');
  const seen = lines.map((line) => withoutHidden(line.replaceAll('\t', '  '), () => '')).join('\n');
  return seen.trim() === '' ? '(Deleted by who wrote it.)' : seen.trim();
}

/** Words without the marks of Markdown, of one line. */
function oneLine(text: string): string {
  const words = withoutHidden(foreignText(text), () => '').replace(/[*_`#>[\]]+/g, ' ');
  return words.replace(/\s+/gu, ' ').trim() || '…';
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).toWellFormed();
  const word = /^[\s\S]*\s/u.exec(cut)?.[0] ?? cut;
  return `${(word.length > most / 2 ? word : cut).trimEnd()}…`;
}
