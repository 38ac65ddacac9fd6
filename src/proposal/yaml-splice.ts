import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { EditRefused, isKey, YamlPlaces, type Place, type YamlPath } from './yaml-places.ts';
import { blockLines, flowText, keyText, valueText } from './yaml-text.ts';

/** Text that takes the place of what stands from `start` up to `end`. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Makes one change of a YAML text as splices: all else stays letter for letter. */
export class YamlSplicer extends YamlPlaces {
  readonly #newLine: string;

  /** `firstLine`: the line of the file on which the text begins; `newLine`: how its lines end. */
  constructor(text: string, root: Node | null, firstLine: number, newLine: string) {
    super(text, root, firstLine);
    this.#newLine = newLine;
  }

  /** Sets a value that is there, or adds it to its mapping or at the end of its list. */
  set(path: YamlPath, value: unknown, order: readonly string[]): Splice[] {
    const found = this.find(path);
    if (found !== undefined) return this.#replace(found, value);
    const key = path.at(-1);
    const around = path.slice(0, -1);
    if (key === undefined) return [this.#atEnd(value)];
    const holder = this.find(around);
    const { node } = holder ?? {};
    const isEmpty = node === undefined || (isScalar(node) && node.value === null);
    if (isEmpty || (isCollection(node) && node.items.length === 0)) {
      return this.set(around, typeof key === 'number' ? [value] : { [key]: value }, order);
    }
    if (holder !== undefined && isMap(node) && typeof key === 'string') {
      return node.flow === true || holder.inFlow
        ? this.#addToFlow(node, `${keyText(key)}: ${flowText(value)}`)
        : [this.#addPair(node, key, value, order)];
    }
    if (holder !== undefined && isSeq(node) && key === node.items.length) {
      return node.flow === true || holder.inFlow
        ? this.#addToFlow(node, flowText(value))
        : [this.#addItem(node, value)];
    }
    throw new EditRefused(`line ${this.line(node.range?.[0] ?? 0)}: holds no \`${key}\``);
  }

  /** Takes a value out, its key with it. */
  remove(path: YamlPath): Splice[] {
    const key = path.at(-1);
    const holder = this.find(path.slice(0, -1));
    if (key === undefined || holder === undefined || !isCollection(holder.node)) return [];
    const { node } = holder;
    const at = isMap(node) ? node.items.findIndex((pair) => isKey(pair, key)) : Number(key);
    const item = node.items[at] as Pair | Node | undefined;
    if (item === undefined) return [];
    if (node.items.length === 1) return this.#replace(holder, isMap(node) ? {} : []);
    const start = this.start(item);
    const next = node.items[at + 1] as Pair | Node | undefined;
    if (node.flow === true || holder.inFlow) {
      const before = node.items[at - 1] as Pair | Node | undefined;
      if (next === undefined && before !== undefined) {
        const gap: [number, number] = [this.end(before), start];
        return [this.#cut(this.end(before), this.end(item), gap)];
      }
      if (next !== undefined) return [this.#upTo(item, next)];
    }
    const end = this.lineAfter(this.end(item));
    const dash = isSeq(node) ? this.dash(node, at) : start;
    const lineStart = this.lineStart(dash);
    if (/^ *$/.test(this.text.slice(lineStart, dash))) return [{ start: lineStart, end, text: '' }];
    // The first key of a mapping that begins on its list's line: the next one moves up to it.
    if (next === undefined) throw new EditRefused(`line ${this.line(start)}: cannot be taken out`);
    return [this.#upTo(item, next)];
  }

  #replace({ node, pair, dash, inFlow }: Place, value: unknown): Splice[] {
    const [start, end] = this.range(node, pair, dash);
    if (inFlow) return [{ start, end, text: this.#spaced(start, flowText(value, node)) }];
    const isBlockScalar = isScalar(node) && (node.type ?? '').startsWith('BLOCK');
    const isBlock = isCollection(node) && node.flow !== true;
    const asBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    const indent = pair === undefined ? this.column(dash ?? 0) : this.column(this.start(pair));
    if (pair !== undefined && (asBlock || isBlock)) {
      const colon = this.afterColon(pair);
      const last = isBlock ? this.end(node) : end;
      const under = this.lineAfter(last);
      const lines = asBlock ? this.#lines(value, indent + 2) : '';
      const inline = asBlock ? '' : ` ${valueText(value)}`;
      if (isBlock) {
        const from = this.lineStart(start);
        return [
          { start: colon, end: colon, text: inline },
          { start: from, end: under, text: lines },
        ];
      }
      if (isBlockScalar) {
        const text = `${this.headComment(start, end)}${this.#newLine}${lines}`;
        return [{ start: this.spacesBefore(start), end, text }];
      }
      return [
        { start: this.spacesBefore(start), end, text: '' },
        { start: under, end: under, text: this.#onLine(under, lines) },
      ];
    }
    const column = start === (dash ?? 0) + 1 ? start + 1 : start;
    const text = asBlock
      ? this.#indented(blockLines(value), this.column(column))
      : this.#indented(valueText(value, node), indent);
    const [head = '', ...below] = this.#spaced(start, text).split(this.#newLine);
    const last = isBlock ? this.end(node) : end;
    const isWhole = last > start && this.text[last - 1] === '\n';
    const comment = isBlockScalar ? this.headComment(start, end) : '';
    // A comment after the value stays on its line, before the lines of a folded text.
    const tail =
      below.length === 0 || isWhole ? '' : (/^[^\r\n]*/.exec(this.text.slice(last))?.[0] ?? '');
    const lines = [head + comment + tail, ...below].join(this.#newLine);
    return [{ start, end: last + tail.length, text: isWhole ? lines + this.#newLine : lines }];
  }

  #addPair(map: YAMLMap, key: string, value: unknown, order: readonly string[]): Splice {
    const rank = order.indexOf(key);
    const rankOf = (pair: Pair) => order.indexOf(isScalar(pair.key) ? String(pair.key.value) : '');
    const before = map.items
      .filter((pair) => rankOf(pair) >= 0 && rankOf(pair) < rank)
      .reduce<Pair | undefined>(
        (best, one) => (best && rankOf(best) > rankOf(one) ? best : one),
        undefined,
      );
    const [first] = map.items;
    const after = before ?? map.items.at(-1);
    const column = first === undefined ? 0 : this.column(this.start(first));
    const at = this.lineAfter(after === undefined ? this.text.length : this.end(after));
    const text = this.#onLine(at, this.#lines({ [key]: value }, column));
    return { start: at, end: at, text };
  }

  #addItem(list: YAMLSeq, value: unknown): Splice {
    const at = this.lineAfter(this.end(list.items.at(-1) as Node));
    const text = this.#lines([value], this.column(list.range?.[0] ?? 0));
    return { start: at, end: at, text: this.#onLine(at, text) };
  }

  #addToFlow(around: YAMLMap | YAMLSeq, text: string): Splice[] {
    const last = around.items.at(-1) as Pair | Node;
    const end = this.end(last);
    const close = (around.range?.[1] ?? 1) - 1;
    const tail = this.text.slice(end, close);
    const comma = /^\s*,/.exec(tail)?.[0].length ?? 0;
    const lineEnd = /^[^\n]*?(?=\r?\n)/.exec(tail.slice(comma));
    if (lineEnd === null) {
      const at = end + comma;
      return [{ start: at, end: at, text: comma > 0 ? ` ${text}` : `, ${text}` }];
    }
    // One entry a line: so is the new one, and the last has its comma where it had one.
    const at = end + comma + lineEnd[0].length;
    const indent = ' '.repeat(this.column(this.start(last)));
    const line = `${this.#newLine}${indent}${text}${comma > 0 ? ',' : ''}`;
    if (comma > 0) return [{ start: at, end: at, text: line }];
    const between = this.text.slice(end, at);
    return [{ start: end, end: at, text: `,${between}${line}` }];
  }

  #atEnd(value: unknown): Splice {
    const at = this.text.length;
    return { start: at, end: at, text: this.#onLine(at, this.#lines(value, 0)) };
  }

  #upTo(item: Pair | Node, next: Pair | Node): Splice {
    const end = this.start(next);
    return this.#cut(this.start(item), end, [this.end(item), end]);
  }

  /** Takes a stretch out, unless somebody commented in the part of it that is no value. */
  #cut(start: number, end: number, [from, to]: [number, number]): Splice {
    if (/(^|\s)#/.test(this.text.slice(from, to))) {
      throw new EditRefused(`line ${this.line(start)}: a comment stands beside what would go`);
    }
    return { start, end, text: '' };
  }

  #lines(value: unknown, indent: number): string {
    return `${this.#indented(' '.repeat(indent) + blockLines(value), indent)}${this.#newLine}`;
  }

  #indented(text: string, indent: number): string {
    const [first = '', ...rest] = text.split('\n');
    const deeper = rest.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
    return [first, ...deeper].join(this.#newLine);
  }

  /** A value that begins right after its colon needs a space before it. */
  #spaced(at: number, text: string): string {
    return /[\s[{]/.test(this.text[at - 1] ?? ' ') ? text : ` ${text}`;
  }

  /** Whole lines at the end of a text that ends without a line break. */
  #onLine(at: number, lines: string): string {
    if (at === 0 || this.text[at - 1] === '\n') return lines;
    return `${this.#newLine}${lines.slice(0, -this.#newLine.length)}`;
  }
}
