import type { WhyPart } from './review-why.ts';

/*
 * A row of the table of reviews as data. The page writes its own rows; those of all other pages come
 * to the filter in pieces of JSON, in which every text stands once.
 */

/** All that a row of the table shows, and what filters and sorting read of it. */
export interface RowRecord {
  url: string;
  title: string;
  /** `912345`, `#12`; undefined while no server has said what it is. */
  number: string | undefined;
  /** What the blueprint says where it cites it. */
  said: string | undefined;
  why: readonly WhyPart[];
  state: string;
  /** The registry's project, else the repository; empty where nobody knows. */
  project: string;
  projectHref: string | undefined;
  stage: string;
  stageTitle: string;
  owner: string;
  branch: string;
  votes: readonly { short: string; full: string; isAgainst: boolean }[];
  voteRank: number | undefined;
  labels: readonly string[];
  /** Lines. */
  size: { added: number; removed: number } | undefined;
  changed: string | undefined;
  changedText: string | undefined;
  questions: readonly string[];
  /** Place by whose turn it is, from 0; undefined where it is not open. */
  turn: number | undefined;
  people: readonly string[];
}

/** A stage's head in the table. */
export interface StageHead {
  stage: string;
  title: string;
  href: string;
  /** "2 open, 31 merged". */
  count: string;
}

/** Texts that every row has, or may have, in the order in which they are written. */
const textFields = [
  ...(['url', 'title', 'number', 'said', 'state', 'project', 'projectHref', 'stage'] as const),
  ...(['stageTitle', 'owner', 'branch', 'changed', 'changedText'] as const),
];

/**
 * A piece of the rows as it is written: a number stands for each text and for each part of a line
 * below a title, null for what there is not.
 */
interface PackedRows {
  heads: readonly StageHead[];
  texts: readonly string[];
  /** Text, address, hint and moment of a part, then what kind of part it is. */
  parts: readonly (number | null)[][];
  rows: readonly PackedRow[];
}
type PackedRow = readonly [
  /** In the order of {@link textFields}. */
  texts: (number | null)[],
  why: number[],
  questions: number[],
  people: number[],
  labels: number[],
  /** Short and full text, then 1 where it is against. */
  votes: [number, number, number][],
  voteRank: number | null,
  size: [number, number] | null,
  turn: number | null,
];

/** An address that ends with the review's number is written without it, after a `+`; else after `=`. */
function withoutNumber({ url, number }: Pick<RowRecord, 'url' | 'number'>): string {
  const digits = digitsOf(number);
  const isShort = digits !== '' && url.endsWith(digits);
  return isShort ? `+${url.slice(0, -digits.length)}` : `=${url}`;
}

function withNumber(packed: string, number: string | undefined): string {
  return packed.slice(1) + (packed.startsWith('+') ? digitsOf(number) : '');
}

function digitsOf(number: string | undefined): string {
  return number?.replace(/^#/, '') ?? '';
}

/** A table in which each value stands once. */
class Table<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  /** @param key by which two values are the same */
  numberOf(value: T, key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.length);
    return this.all.push(value) - 1;
  }
}

const kinds = [undefined, 'tag', 'turn'] as const;

/** A piece as JSON; {@link unpackRows} reads it. */
export function packRows(rows: readonly RowRecord[], heads: readonly StageHead[]): string {
  const texts = new Table<string>();
  const parts = new Table<(number | null)[]>();
  const number = (value: string) => texts.numberOf(value, value);
  const perhaps = (value: string | undefined) => (value === undefined ? null : number(value));
  const part = ({ text, href, title, moment, kind, isForeign }: WhyPart) => {
    const flags = kinds.indexOf(kind) * 2 + Number(isForeign === true);
    const packed = [number(text), perhaps(href), perhaps(title), perhaps(moment), flags];
    return parts.numberOf(packed, packed.join());
  };
  const packed = rows.map((row): PackedRow => [
    textFields.map((name) => perhaps(name === 'url' ? withoutNumber(row) : row[name])),
    row.why.map(part),
    row.questions.map(number),
    row.people.map(number),
    row.labels.map(number),
    row.votes.map(({ short, full, isAgainst }) => [number(short), number(full), Number(isAgainst)]),
    row.voteRank ?? null,
    row.size === undefined ? null : [row.size.added, row.size.removed],
    row.turn ?? null,
  ]);
  return JSON.stringify({ heads, texts: texts.all, parts: parts.all, rows: packed });
}

/** The rows of a piece, as they were packed. */
export function unpackRows(json: string): { rows: RowRecord[]; heads: readonly StageHead[] } {
  const { heads, texts, parts, rows } = JSON.parse(json) as PackedRows;
  const text = (at: number) => texts[at] ?? '';
  const perhaps = (at: number | null | undefined) =>
    at === null || at === undefined ? undefined : texts[at];
  const whys = parts.map(([at, href, title, moment, flags]): WhyPart => {
    const kind = kinds[(flags ?? 0) >> 1];
    return {
      text: perhaps(at) ?? '',
      href: perhaps(href),
      title: perhaps(title),
      moment: perhaps(moment),
      ...(kind === undefined ? {} : { kind }),
      ...((flags ?? 0) % 2 === 1 ? { isForeign: true } : {}),
    };
  });
  return {
    heads,
    rows: rows.map(([t, why, questions, people, labels, votes, voteRank, size, turn]) => {
      const field = (name: (typeof textFields)[number]) => perhaps(t[textFields.indexOf(name)]);
      return {
        url: withNumber(field('url') ?? '', field('number')),
        title: field('title') ?? '',
        number: field('number'),
        said: field('said'),
        why: why.flatMap((at) => whys[at] ?? []),
        state: field('state') ?? '',
        project: field('project') ?? '',
        projectHref: field('projectHref'),
        stage: field('stage') ?? '',
        stageTitle: field('stageTitle') ?? '',
        owner: field('owner') ?? '',
        branch: field('branch') ?? '',
        changed: field('changed'),
        changedText: field('changedText'),
        votes: votes.map(([short, full, isAgainst]) => ({
          short: text(short),
          full: text(full),
          isAgainst: isAgainst === 1,
        })),
        voteRank: voteRank ?? undefined,
        labels: labels.map(text),
        size: size === null ? undefined : { added: size[0], removed: size[1] },
        questions: questions.map(text),
        turn: turn ?? undefined,
        people: people.map(text),
      };
    }),
  };
}
