import type { BlockContent, ListItem, Root } from 'mdast';
import { toHtml } from 'hast-util-to-html';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { dayOf, dayText } from '../../ground/day.ts';
import { markdownText } from '../../proposal/markdown.ts';
import { numberText } from '../../proposal/proposal-number.ts';
import { happenedWords } from '../changes/happened-words.ts';
import type { ToldChange } from '../changes/told-changes.ts';
import type { DutyLine } from '../duties/duty-lines.ts';
import { toldIn, type Digest } from './digest.ts';

/** A team's digest fits one screen: so many lines of so many signs. */
export const screen = { lines: 40, signs: 100 };
/** So much of what is to be done, and of what changed, stands on it. */
const onScreen = { toDo: 8, changes: 11 };
/** Lines of a digest that is for nobody in particular. */
const mostLines = 400;

/** What is told around the data. */
export interface DigestContext {
  /** Display name of the team. */
  name?: string | undefined;
  /** Today, `YYYY-MM-DD`: what was due is told so. */
  today: string;
  /** Where all of it can be read. */
  page?: string | undefined;
}

/** The one line that says what it is. */
export function digestTitle({ since, team }: Digest, { name }: DigestContext): string {
  const when = /^\d{4}-/.test(since) ? dayText(since) : since.slice(0, 10);
  return `${team === null ? 'All blueprints' : (name ?? team)}: what changed since ${when}`;
}

/** A digest as Markdown. */
export function digestMarkdown(digest: Digest, context: DigestContext): string {
  return markdownText(tree(digest, context));
}

/** A digest as a page of its own. */
export function digestHtml(digest: Digest, context: DigestContext): string {
  const body = toHtml(unified().use(remarkRehype).runSync(tree(digest, context)));
  const title = toHtml({ type: 'text', value: digestTitle(digest, context) });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
${body}
</body>
</html>
`;
}

function tree(digest: Digest, context: DigestContext): Root {
  const { team, toDo, unknown, left } = digest;
  const told = toldIn(digest);
  const most = team === null ? mostLines : onScreen.changes;
  const duties = toDo.slice(0, onScreen.toDo);
  const changes = told.slice(0, most);
  const page = context.page === undefined ? [] : [paragraph(context.page)];
  return {
    type: 'root',
    children: [
      heading(1, digestTitle(digest, context)),
      ...(team === null ? [] : [heading(2, 'To do')]),
      ...(team !== null && toDo.length === 0 ? [paragraph('Nothing waits for this team.')] : []),
      ...listOf([
        ...duties.map((line) => dutyItem(line, context.today)),
        ...moreItem(toDo.length - duties.length),
      ]),
      heading(2, 'What changed'),
      ...(told.length === 0 ? [paragraph('Nothing.')] : []),
      ...listOf([
        ...changes.map((one) => changeItem(one, team !== null)),
        ...moreItem(told.length - changes.length + left),
      ]),
      ...(unknown.length === 0 ? [] : [paragraph(unknownWords(unknown, team !== null))]),
      ...page,
    ],
  };
}

function unknownWords(unknown: readonly string[], isShort: boolean): string {
  const words = isShort ? unknown.slice(0, 1) : unknown;
  const more = unknown.length - words.length;
  const text = `Not known: ${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  return isShort ? cut(text) : text;
}

function dutyItem({ due, words, todo }: DutyLine, today: string): ListItem {
  const day = due === null ? '' : `${due < today ? 'was due' : 'due'} ${dayText(due)}: `;
  return item(`${cut(`${day}${words}`)}\n${cut(todo)}`);
}

function changeItem(one: ToldChange, isShort: boolean): ListItem {
  const { learned, happened, proposal, words } = one;
  const here = dayText(dayOf(learned.date));
  const when = happenedWords(happened);
  const days = when === '' || when === here ? here : `${when}; here since ${here}`;
  const told = `${numberText(proposal)} ${words}`;
  if (!isShort) return item(`${told} (${days})`);
  return item(`${cut(told, screen.signs - days.length - 8)} (${days})`);
}

/** A text as one line that leaves room for what Markdown puts before it; its escapes count. */
function cut(words: string, most = screen.signs - 6): string {
  let line = words.replace(/\s+/g, ' ').trim();
  const over = () =>
    markdownText({ type: 'root', children: [paragraph(line)] }).trimEnd().length - most;
  for (let more = over(); more > 0; more = over()) {
    line = `${line
      .slice(0, -more - 1)
      .toWellFormed()
      .trimEnd()}…`;
  }
  return line;
}

function moreItem(more: number): ListItem[] {
  return more > 0 ? [item(`and ${more} more`)] : [];
}

function heading(depth: 1 | 2, words: string) {
  return { type: 'heading' as const, depth, children: [text(words)] };
}

function listOf(children: ListItem[]): BlockContent[] {
  return children.length === 0 ? [] : [{ type: 'list', ordered: false, spread: false, children }];
}

function item(words: string): ListItem {
  return { type: 'listItem', spread: false, children: [paragraph(words)] };
}

function paragraph(words: string): BlockContent {
  return { type: 'paragraph', children: [text(words)] };
}

function text(value: string) {
  return { type: 'text' as const, value };
}
