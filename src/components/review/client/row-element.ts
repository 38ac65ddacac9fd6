import { isOpen, reviewStates } from '../../../review/review-state.ts';
import type { WhyPart } from '../review-why.ts';
import type { RowRecord, StageHead } from '../row-record.ts';

/*
 * Rows of the table made of their records, as ReviewTableRow.astro writes them into pages.
 */

type Attributes = Readonly<Record<string, string | undefined>>;

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A row; its text is set as text, whoever wrote it. */
export function rowElement(record: RowRecord): HTMLTableRowElement {
  const { questions, people, size, changed, labels, votes } = record;
  const state = reviewStates.find((one) => one === record.state) ?? 'unknown';
  return element(
    'tr',
    {
      'data-ask': questions.length === 0 ? undefined : questions.join(' '),
      'data-t': record.turn?.toString(),
      'data-who': people.length === 0 ? undefined : people.join('\n'),
    },
    element(
      'th',
      { scope: 'row' },
      element('a', { href: record.url }, element('bdi', {}, record.title)),
      ...(record.number === undefined ? [] : [' ', element('i', {}, record.number)]),
      ...(record.said === undefined ? [] : [' ', element('q', {}, record.said)]),
      ' ',
      element('small', { class: 'review-why' }, ...record.why.map(whyNode)),
    ),
    element('td', { class: `rs rs-${state}` }, state),
    element(
      'td',
      {},
      ...(record.projectHref === undefined
        ? path(record.project)
        : [element('a', { href: record.projectHref }, record.project)]),
    ),
    element('td', {}, record.stageTitle),
    element('td', {}, ...(record.owner === '' ? [] : [element('bdi', {}, record.owner)])),
    element('td', {}, ...path(record.branch)),
    element(
      'td',
      { 'data-n': record.voteRank?.toString() },
      ...votes.flatMap(({ short, full, isAgainst }) => [
        element('span', { class: isAgainst ? 'no' : 'yes', title: full }, short),
        ' ',
      ]),
      ...(labels.length === 0
        ? []
        : [element('bdi', { title: labels.join(', ') }, labels.slice(0, 2).join(', '))]),
    ),
    element(
      'td',
      { 'data-n': size && String(size.added + size.removed) },
      ...(size === undefined
        ? []
        : [element('ins', {}, `+${size.added}`), ' ', element('del', {}, `−${size.removed}`)]),
    ),
    element(
      'td',
      {},
      ...(changed === undefined
        ? []
        : [
            element(
              'time',
              { datetime: changed, 'data-age': isOpen(state) ? ' ' : undefined },
              record.changedText ?? '',
            ),
          ]),
    ),
  );
}

function whyNode({ text, href, title, moment, kind, isForeign }: WhyPart): Node | string {
  if (href !== undefined) return element('a', { href }, text);
  if (isForeign === true) return element('bdi', {}, text);
  if (moment !== undefined) return element('time', { datetime: moment }, text);
  if (kind === undefined && title === undefined) return text;
  return element('span', { class: kind && `review-${kind}`, title }, text);
}

/** A name with slashes: a line may break after each. */
function path(text: string): (Node | string)[] {
  return text.split('/').flatMap((part, i) => (i === 0 ? [part] : ['/', element('wbr', {}), part]));
}

/** The group of a stage's rows, with its head and nothing else. */
export function groupElement({ stage, title, href, count }: StageHead): HTMLTableSectionElement {
  return element(
    'tbody',
    { id: `stage-${stage}`, 'data-stage': stage },
    element(
      'tr',
      { class: 'stage' },
      element(
        'th',
        { scope: 'rowgroup', colspan: '9' },
        element('a', { href }, title),
        ' ',
        element('span', {}, count),
      ),
    ),
  );
}
