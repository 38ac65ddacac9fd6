import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLSeq,
} from 'yaml';

/** A value of a YAML document: keys, and places in lists from 0 on. */
export type YamlPath = readonly (string | number)[];

/** An edit that would touch more than what it is asked to, or cannot be made; the file stays as it is. */
export class EditRefused extends Error {
  override name = 'EditRefused';
}

/** A value, and what it stands in. */
export interface Place {
  node: Node | undefined;
  /** The pair of a mapping that holds it. */
  pair: Pair | undefined;
  /** Where the dash of a list's item stands. */
  dash: number | undefined;
  /** Does it stand between brackets or braces? */
  inFlow: boolean;
}

/** Where the values of a YAML text begin and end, to the letter. */
export class YamlPlaces {
  protected readonly text: string;
  readonly #root: Node | null;
  readonly #firstLine: number;

  /** `firstLine`: the line of the file on which the text begins. */
  constructor(text: string, root: Node | null, firstLine: number) {
    this.text = text;
    this.#root = root;
    this.#firstLine = firstLine;
  }

  protected find(path: YamlPath): Place | undefined {
    const root = this.#root ?? undefined;
    let place: Place = { node: root, pair: undefined, dash: undefined, inFlow: false };
    for (const part of path) {
      const { node } = place;
      if (isAlias(node)) {
        const at = this.line(node.range?.[0] ?? 0);
        throw new EditRefused(
          `line ${at}: \`*${node.source}\` repeats another value; write it out`,
        );
      }
      const inFlow = place.inFlow || (isCollection(node) && node.flow === true);
      if (isMap(node)) {
        const pair = node.items.find((one) => isKey(one, part));
        if (pair === undefined) return undefined;
        place = {
          node: isNode(pair.value) ? pair.value : undefined,
          pair,
          dash: undefined,
          inFlow,
        };
      } else if (isSeq(node)) {
        const item = node.items[Number(part)];
        if (!isNode(item)) return undefined;
        const dash = inFlow ? undefined : this.dash(node, Number(part));
        place = { node: item, pair: undefined, dash, inFlow };
      } else return undefined;
    }
    return place.node === undefined && place.pair === undefined ? undefined : place;
  }

  protected range(
    node: Node | undefined,
    pair: Pair | undefined,
    dash: number | undefined,
  ): [number, number] {
    const [start, end] = node?.range ?? [0, 0];
    const sign =
      pair !== undefined ? this.afterColon(pair) : dash === undefined ? undefined : dash + 1;
    if (start !== end || sign === undefined) return [start, end];
    // Nothing is written there, or only an anchor or tag: a comment after it is none of it.
    const at = /^[ \t]*(?=#|$)/.test(this.text.slice(sign, start)) ? sign : start;
    return [at, at];
  }

  protected afterColon(pair: Pair): number {
    const end = (pair.key as Scalar).range?.[1] ?? 0;
    return this.text.indexOf(':', end) + 1;
  }

  protected start(item: Pair | Node): number {
    const node = isPair(item) ? (item.key as Node) : item;
    return node.range?.[0] ?? 0;
  }

  /** Where the last letter of a value stands, what only follows it left out. */
  protected end(item: Pair | Node): number {
    if (isPair(item)) {
      const value = item.value as Node | null;
      const { range } = value ?? {};
      if (value === null || !range || range[0] === range[1]) {
        return Math.max(this.afterColon(item), range?.[1] ?? 0);
      }
      return this.end(value);
    }
    const last = isCollection(item) ? item.items.at(-1) : undefined;
    if (isCollection(item) && item.flow !== true && last !== undefined) {
      return this.end(last as Pair | Node);
    }
    return item.range?.[1] ?? 0;
  }

  /** Where an item's dash stands: on the first line after the item before it that has one in the list's column. */
  protected dash(list: YAMLSeq, index: number): number {
    const first = list.range?.[0] ?? 0;
    const before = list.items[index - 1] as Node | undefined;
    if (before === undefined) return first;
    const column = this.column(first);
    let line = this.lineAfter(this.end(before));
    while (line < this.text.length && !/^ *-/.test(this.text.slice(line, line + column + 1))) {
      line = this.lineAfter(line + 1);
    }
    return line + column;
  }

  /** The comment beside the sign of a folded text. */
  protected headComment(start: number, end: number): string {
    return /^[^\r\n#]*?([ \t]+#[^\r\n]*)/.exec(this.text.slice(start, end))?.[1] ?? '';
  }

  protected spacesBefore(at: number): number {
    let from = at;
    while (this.text[from - 1] === ' ') from--;
    return from;
  }

  protected lineStart(at: number): number {
    return this.text.lastIndexOf('\n', at - 1) + 1;
  }

  protected lineAfter(at: number): number {
    if (this.text[at - 1] === '\n') return at;
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end + 1;
  }

  protected column(at: number): number {
    return at - this.lineStart(at);
  }

  protected line(at: number): number {
    return this.text.slice(0, at).split('\n').length + this.#firstLine - 1;
  }
}

/** Is it the pair of a key? */
export function isKey(pair: Pair, key: string | number): boolean {
  return isScalar(pair.key) && String(pair.key.value) === String(key);
}
