import { isMap, isNode, isPair } from 'yaml';
import type { Problem, ProblemCode } from '../ground/problem.ts';
import { YamlDocument, type Position } from './yaml-document.ts';

/** What was read of a text: plain data, which another thread may have read. */
export interface YamlRead {
  /**
   * Undefined where the text is no YAML, or too much. A key that is told as faulty is left out, so that
   * what is wrong with the rest is told beside it.
   */
  value: unknown;
  problems: readonly Problem[];
}

/** All that a source is made of. */
export interface PlainYaml extends YamlRead {
  file: string;
  text: string;
  lineOffset: number;
}

/** YAML with the place of every value, so that a fault found later still names its line. */
export class YamlSource {
  readonly file: string;
  readonly text: string;
  /** Lines of the file before the YAML begins. */
  readonly lineOffset: number;
  readonly value: YamlRead['value'];
  readonly problems: readonly Problem[];
  #document: YamlDocument | undefined;

  /**
   * @param lineOffset 1 for front matter after `---`
   * @param read of this text elsewhere: it is parsed again only once somebody asks where a value stands
   */
  constructor(file: string, text: string, lineOffset = 0, read?: YamlRead) {
    this.file = file;
    this.text = text;
    this.lineOffset = lineOffset;
    const { value, problems } = read ?? this.#readNow();
    this.value = value;
    this.problems = problems;
  }

  /** For another thread. */
  plain(): PlainYaml {
    const { file, text, lineOffset, value, problems } = this;
    return { file, text, lineOffset, value, problems };
  }

  #readNow(): YamlRead {
    this.#document = new YamlDocument(this.text);
    const { value, faults } = this.#document;
    const problems = faults.map(({ line, ...fault }) => ({
      file: this.file,
      line: line + this.lineOffset,
      ...fault,
    }));
    return { value, problems };
  }

  /** Where a value stands, or the nearest value around it; `key` asks for a key of it instead. */
  position(path: readonly PropertyKey[], key?: string): Position {
    const { line, column } = this.#within(path, key) ?? { line: 1, column: 1 };
    return { line: line + this.lineOffset, column };
  }

  #within(path: readonly PropertyKey[], key?: string): Position | undefined {
    const yaml = (this.#document ??= new YamlDocument(this.text));
    for (let depth = path.length; depth >= 0; depth--) {
      const node = yaml.document.getIn(path.slice(0, depth), true);
      if (!isNode(node)) continue;
      if (depth === path.length && key !== undefined && isMap(node)) {
        const pair = node.items.find(
          (item) => isPair(item) && isNode(item.key) && String(item.key) === key,
        );
        const found = yaml.start(pair?.key);
        if (found !== undefined) return found;
      }
      const found = yaml.start(node);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  problem(
    path: readonly PropertyKey[],
    code: ProblemCode,
    message: string,
    hint: string,
    key?: string,
  ): Problem {
    return { file: this.file, ...this.position(path, key), message, hint, code };
  }
}
