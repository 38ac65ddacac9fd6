// It keeps the place of every node, tags and anchors that it does not know among them.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Node,
  type YAMLMap,
} from 'yaml';
import { mostEntries, TooManyEntries, type Config, type Entry, type Setting } from './setting.ts';

/**
 * A YAML file, all of its documents, by the rules of 1.1, which PyYAML follows and with it Zuul and
 * Ansible: `no` is false, `<<` brings in another table. Each scalar is known as it is written as well, which
 * is how a tool of YAML 1.2 reads `no`. Of a key twice, the last counts. A tag is passed over.
 */
export function yamlConfig(text: string): Config {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    ...{ version: '1.1', uniqueKeys: false, lineCounter: lines, logLevel: 'silent' },
  });
  const documents: Setting[] = [];
  try {
    for (const { contents } of parsed as Iterable<{ contents: Node | null }>) {
      if (contents !== null) documents.push(new Reader(lines).of(contents));
    }
  } catch (error) {
    if (!(error instanceof TooManyEntries)) throw error;
    return { documents, fault: error.message };
  }
  const error = [...parsed].flatMap(({ errors }) => errors)[0];
  if (error === undefined) return { documents };
  return { documents, fault: `not YAML: ${error.message.split('\n')[0] ?? ''}` };
}

class Reader {
  readonly #lines: LineCounter;
  /** What each anchor names at the place that is read: it may be given again. */
  readonly #named = new Map<string, Setting>();
  /** Entries that other tables brought in. */
  #brought = 0;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  of(node: Node): Setting {
    const setting: Setting = { line: this.#lineOf(node), texts: [] };
    // Within what it names an alias has nothing yet: it would have no end.
    if (!isAlias(node) && node.anchor !== undefined) this.#named.set(node.anchor, setting);
    return Object.assign(setting, this.#read(node, setting.line));
  }

  #read(node: Node, line: number): Partial<Setting> {
    if (isScalar(node)) return { texts: textsOf(node) };
    if (isSeq(node)) return { list: node.items.map((one) => this.#value(one, line)) };
    if (isMap(node)) return { table: this.#table(node, line) };
    // What an alias names is seen where the alias stands.
    const named = isAlias(node) ? this.#named.get(node.source) : undefined;
    return { ...named, line };
  }

  /** A pair without a value has an empty one. */
  #value(node: unknown, line: number): Setting {
    return node === null || node === undefined ? { line, texts: [''] } : this.of(node as Node);
  }

  #table(map: YAMLMap, at: number): Entry[] {
    const own = new Map<string, Entry>();
    const brought: Entry[] = [];
    for (const { key, value } of map.items) {
      const keys = isScalar(key) ? textsOf(key) : [];
      const line = isScalar(key) ? this.#lineOf(key) : at;
      if (isScalar(key) && key.anchor !== undefined) {
        this.#named.set(key.anchor, { line, texts: keys });
      }
      const of = this.#value(value, line);
      if (keys.includes('<<')) {
        brought.push(...[of, ...(of.list ?? [])].flatMap(({ table }) => table ?? []));
        continue;
      }
      own.set(keys[0] ?? '', { keys, line, of });
    }
    for (const entry of brought) {
      if (++this.#brought > mostEntries) throw new TooManyEntries();
      const name = entry.keys[0] ?? '';
      if (!own.has(name)) own.set(name, entry);
    }
    return [...own.values()];
  }

  #lineOf(node: Node): number {
    return this.#lines.linePos(node.range?.[0] ?? 0).line;
  }
}

function textsOf({ source, value }: { source?: string; value: unknown }): string[] {
  const isRead =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return [...new Set([source ?? '', ...(isRead ? [String(value)] : [])])];
}
