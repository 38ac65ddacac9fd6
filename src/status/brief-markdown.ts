import { LRUCache } from 'lru-cache';
import type { PhrasingContent, RootContent } from 'mdast';
import { dayOf, dayText } from '../ground/day.ts';
import { pathShown } from '../git/path-text.ts';
import { markdownText, parseMarkdown } from '../proposal/markdown.ts';
import { numberText } from '../proposal/proposal-number.ts';
import type { Brief, BriefFinding } from './brief.ts';
import type { SisterStep } from './sister-step.ts';

/** So many files are listed of each probe. */
const mostFiles = 200;
/** So many lines are named of each file. */
const mostLines = 40;

/** Where a line of the project can be read at the commit that was read; undefined: nobody has said. */
export type LineAddress = (path: string, line: number) => string | undefined;

/** A brief as Markdown, for an issue, a mail, or a program that works on code. */
export function briefMarkdown(brief: Brief, addressOf: LineAddress = () => undefined): string {
  return `${blocks(brief, addressOf).join('\n\n')}\n`;
}

/** Each as Markdown. No list stands beside another: it would have to look otherwise. */
function blocks(brief: Brief, addressOf: LineAddress): string[] {
  const { proposal, stage, project, toDo, next, criteria, findings } = brief;
  const found = findings.filter(({ count }) => count !== null && count > 0);
  const left = found.filter(({ isBad }) => isBad);
  const there = found.filter(({ isBad }) => !isBad);
  const unknown = findings.filter(({ gap }) => gap !== null);
  const helped = findings.filter(({ others }) => others.length > 0);
  return [
    written(heading(1, `${project}: ${stage.title}`)),
    alike(paragraph(text(`A stage of ${numberText(proposal.number)}, ${proposal.title}.`))),
    list(facts(brief)),
    ...section('What to do', [whatToDo(toDo, next)]),
    ...section('What is asked', [
      list(
        criteria.map(({ role, text: words, now }) => [
          text(`${roleWords[role]}: ${words}: ${now}`),
        ]),
      ),
    ]),
    ...section(
      'What is left',
      left.flatMap((one) => findingBlocks(one, addressOf)),
    ),
    ...section(
      'What is there',
      there.flatMap((one) => findingBlocks(one, addressOf)),
    ),
    ...section(
      'What is not known',
      unknown.length === 0
        ? []
        : [list(unknown.map((one) => [text(`${named(one)}: ${one.gap ?? ''}`)]))],
    ),
    ...section(
      'How others did it',
      helped.flatMap((one) => [
        alike(paragraph(text(`${one.title}:`))),
        list(one.others.map((step) => stepWords(step))),
      ]),
    ),
  ];
}

/** What a plan says comes next may begin with a list, too: the two are written together. */
function whatToDo(toDo: readonly string[], next: string | null): string {
  return once(JSON.stringify([toDo, next]), () =>
    written(
      toDo.length === 0
        ? paragraph(text('Nothing is left to do at this stage.'))
        : listOf(toDo.map((step) => [text(step)])),
      ...(next === null ? [] : parseMarkdown(next).children),
    ),
  );
}

const roleWords = { affected: 'was ever affected', bad: 'must go', good: 'must be there' };

function facts({ status, reason, stage, repository, read, asOf }: Brief): PhrasingContent[][] {
  const asked =
    asOf === null ? 'never' : asOf.day === null ? 'on a day that is not known' : dayText(asOf.day);
  return [
    [text(`Status: ${status}: ${reason}`)],
    ...(stage.due === null
      ? []
      : [
          [
            text(
              `Due: ${dayText(stage.due.day)}${stage.due.release === undefined ? '' : ` (${stage.due.release})`}`,
            ),
          ],
        ]),
    [text('Repository: '), code(repository), text(`, asked ${asked}`)],
    ...(read.commit === null
      ? []
      : [
          [
            text('Read at commit '),
            code(read.commit),
            ...(read.branch === null ? [] : [text(' of '), code(read.branch)]),
          ],
        ]),
  ];
}

function findingBlocks(finding: BriefFinding, addressOf: LineAddress): string[] {
  const { evidence, count, gap } = finding;
  const atLeast = gap === null ? '' : 'at least ';
  const more = evidence.length - mostFiles;
  const files = evidence.slice(0, mostFiles).map(({ path, lines, in: place, via }) => {
    const shown = [...new Set(lines)].slice(0, mostLines);
    const rest = new Set(lines).size - shown.length;
    return [
      code(pathShown(path)),
      text(` ${place}${via === undefined ? '' : `, by way of ${via}`}, line `),
      ...shown.flatMap((line, i): PhrasingContent[] => {
        const url = addressOf(path, line);
        const number = text(String(line));
        const word: PhrasingContent =
          url === undefined ? number : { type: 'link', url, children: [number] };
        return i === 0 ? [word] : [text(', '), word];
      }),
      ...(rest > 0 ? [text(` and ${rest} more`)] : []),
    ];
  });
  const head = alike(paragraph(text(`${named(finding)}: ${atLeast}${count ?? 0}`)));
  if (files.length === 0) return [head];
  const others = more > 0 ? [[text(`${more} more ${more === 1 ? 'file' : 'files'}`)]] : [];
  return [head, written(listOf([...files, ...others]))];
}

function named({ title, parts }: BriefFinding): string {
  return parts.length === 0 ? title : `${title} of ${parts.join(', ')}`;
}

function stepWords({ project, commit, date, before, after }: SisterStep): PhrasingContent[] {
  return [
    text(`${project}, ${dayText(dayOf(date))}: ${before} before, ${after} after commit `),
    code(commit),
  ];
}

function section(title: string, content: string[]): string[] {
  return content.length === 0 ? [] : [alike(heading(2, title)), ...content];
}

/** Blocks as Markdown. */
function written(...children: RootContent[]): string {
  return markdownText({ type: 'root', children }).trimEnd();
}

/** The same of a block that many briefs have. */
function alike(block: RootContent): string {
  return once(JSON.stringify(block), () => written(block));
}

/** Line by line: what the briefs of many projects say alike is no whole list. */
function list(items: readonly PhrasingContent[][]): string {
  return items.map((item) => alike(listOf([item]))).join('\n');
}

/** Signs of what is kept: the briefs of a site of 600 projects say the same in some thousand ways. */
const mostKept = 16 * 1024 * 1024;
const kept = new LRUCache<string, string>({
  maxSize: mostKept,
  sizeCalculation: (value, key) => value.length + key.length,
});

function once(key: string, make: () => string): string {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}

function heading(depth: 1 | 2, words: string): RootContent {
  return { type: 'heading', depth, children: [text(words)] };
}

function listOf(items: readonly PhrasingContent[][]): RootContent {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map((item) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: item }],
    })),
  };
}

function paragraph(...children: PhrasingContent[]): RootContent {
  return { type: 'paragraph', children };
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function code(value: string): PhrasingContent {
  return { type: 'inlineCode', value };
}
