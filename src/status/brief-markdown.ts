import type { BlockContent, ListItem, PhrasingContent, Root, RootContent } from 'mdast';
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
  return markdownText(tree(brief, addressOf));
}

function tree(brief: Brief, addressOf: LineAddress): Root {
  const { proposal, stage, project, toDo, next, criteria, findings } = brief;
  const found = findings.filter(({ count }) => count !== null && count > 0);
  const left = found.filter(({ isBad }) => isBad);
  const there = found.filter(({ isBad }) => !isBad);
  const unknown = findings.filter(({ gap }) => gap !== null);
  const helped = findings.filter(({ others }) => others.length > 0);
  return {
    type: 'root',
    children: [
      heading(1, `${project}: ${stage.title}`),
      paragraph(text(`A stage of ${numberText(proposal.number)}, ${proposal.title}.`)),
      list(facts(brief).map((fact) => item(paragraph(...fact)))),
      ...section('What to do', [
        ...(toDo.length === 0
          ? [paragraph(text('Nothing is left to do at this stage.'))]
          : [list(toDo.map((step) => item(paragraph(text(step)))))]),
        ...(next === null ? [] : (parseMarkdown(next).children as BlockContent[])),
      ]),
      ...section('What is asked', [
        list(
          criteria.map(({ role, text: words, now }) =>
            item(paragraph(text(`${roleWords[role]}: ${words}: ${now}`))),
          ),
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
          : [list(unknown.map((one) => item(paragraph(text(`${named(one)}: ${one.gap ?? ''}`)))))],
      ),
      ...section(
        'How others did it',
        helped.flatMap((one) => [
          paragraph(text(`${one.title}:`)),
          list(one.others.map((step) => item(paragraph(...stepWords(step))))),
        ]),
      ),
    ],
  };
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

function findingBlocks(finding: BriefFinding, addressOf: LineAddress): BlockContent[] {
  const { evidence, count, gap } = finding;
  const atLeast = gap === null ? '' : 'at least ';
  const more = evidence.length - mostFiles;
  const files = evidence.slice(0, mostFiles).map(({ path, lines, in: place, via }) => {
    const shown = [...new Set(lines)].slice(0, mostLines);
    const rest = new Set(lines).size - shown.length;
    return item(
      paragraph(
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
      ),
    );
  });
  const head = paragraph(text(`${named(finding)}: ${atLeast}${count ?? 0}`));
  if (files.length === 0) return [head];
  return [
    head,
    list([
      ...files,
      ...(more > 0 ? [item(paragraph(text(`${more} more ${more === 1 ? 'file' : 'files'}`)))] : []),
    ]),
  ];
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

function section(title: string, blocks: RootContent[]): RootContent[] {
  return blocks.length === 0 ? [] : [heading(2, title), ...blocks];
}

function heading(depth: 1 | 2, words: string): RootContent {
  return { type: 'heading', depth, children: [text(words)] };
}

function list(children: ListItem[]): BlockContent {
  return { type: 'list', ordered: false, spread: false, children };
}

function item(...children: BlockContent[]): ListItem {
  return { type: 'listItem', spread: false, children };
}

function paragraph(...children: PhrasingContent[]): BlockContent {
  return { type: 'paragraph', children };
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function code(value: string): PhrasingContent {
  return { type: 'inlineCode', value };
}
