import { isAscii } from 'node:buffer';
import type { ConfigFormat } from '../../proposal/config-probe.ts';
import { readConfig } from '../config/read-config.ts';
import type { Config } from '../config/setting.ts';
import { parseManifest, type ManifestFormat } from '../manifest/manifest.ts';
import type { Manifest } from '../manifest/requirement.ts';
import type { ImportFact, SourceFacts } from '../syntax/fact.ts';
import { javascriptFacts } from '../syntax/javascript.ts';
import type { LexedPython } from '../syntax/lexed-python.ts';
import { isTabled } from '../syntax/lex-table.ts';
import { lexPython } from '../syntax/python-lexer.ts';
import { tableImports } from '../syntax/table-imports.ts';
import { characterKinds } from './character-kinds.ts';
import { inUtf8 } from './utf16.ts';
import { isMarkup, isScriptSyntax, syntaxOfScript, type Syntax } from './file-syntax.ts';
import { scriptsOf, type ScriptText } from './script-blocks.ts';
import { breaks, linesWith, type Find, type Line } from '../search/line.ts';
import { literal, type Literal } from '../search/literal.ts';
import type { VersionMemory } from './version-memory.ts';

/** What is known of a file from its path alone. */
export interface FileName {
  syntax: Syntax;
  /** How it is read as a manifest, if a dependency probe includes it. */
  manifest: ManifestFormat | undefined;
  /** How it is read as configuration, if a config probe includes it and its name tells. */
  config?: ConfigFormat | undefined;
  /** Its folder, where that matters: relative imports start from it. */
  folder: string;
}

/** The same text for names under which the same content is read alike. */
export function howRead({ syntax, manifest, config, folder }: FileName): string {
  const read = `${syntax}|${manifest ?? ''}|${folder}`;
  return config === undefined ? read : `${read}|${config}`;
}

/** One version of one file. Each way of reading it is done once, and only when a probe asks. */
export class SourceFile {
  /** In UTF-8, unless it is no text. */
  readonly bytes: Buffer;
  readonly folder: string;
  readonly syntax: Syntax;
  /** Is it some lines of a file alone? */
  readonly isExcerpt: boolean;
  readonly #path: string;
  readonly #memory: VersionMemory;
  readonly #format: ManifestFormat | undefined;
  readonly #config: ConfigFormat | undefined;
  readonly #configs = new Map<ConfigFormat, Config>();
  readonly #held = new Map<Literal, boolean>();
  readonly #lines = new Map<string, readonly Line[]>();
  #ascii: boolean | undefined;
  #text: string | undefined;
  /** Where lines were counted to, and the line of that place. */
  #counted = { start: 0, line: 1 };
  #python: LexedPython | undefined;
  #facts: SourceFacts | undefined;
  #imports: readonly ImportFact[] | undefined;
  #kinds: Uint8Array | undefined;
  #script: ScriptText | undefined;
  #manifest: Manifest | undefined;

  /** `memory` has earlier versions of the file at `path`, and keeps this one. */
  constructor(
    bytes: Buffer,
    name: FileName,
    path: string,
    memory: VersionMemory,
    isExcerpt = false,
  ) {
    this.bytes = inUtf8(bytes);
    this.#path = path;
    this.#memory = memory;
    this.isExcerpt = isExcerpt;
    this.folder = name.folder;
    this.syntax = name.syntax === 'script' ? syntaxOfScript(this.bytes) : name.syntax;
    this.#format = name.manifest;
    this.#config = name.config;
  }

  holds(literal: Literal): boolean {
    let held = this.#held.get(literal);
    if (held === undefined) this.#held.set(literal, (held = literal.isIn(this.bytes)));
    return held;
  }

  /** Bytes that are not UTF-8 become U+FFFD, a lone carriage return the line break that it is. */
  get text(): string {
    // Bytes of ASCII are taken as they are, in a fraction of the time.
    this.#text ??= withLineBreaks(this.bytes.toString(this.#isAscii ? 'latin1' : 'utf8'));
    return this.#text;
  }

  get #isAscii(): boolean {
    return (this.#ascii ??= isAscii(this.bytes));
  }

  /** The line of a character, from 1. */
  lineOf(offset: number): number {
    let from = offset < this.#counted.start ? { start: 0, line: 1 } : this.#counted;
    const lexed = this.#python;
    if (lexed !== undefined && offset < lexed.to) {
      const known = lexed.lines.at(lexed.lines.lastStarting(offset));
      if (known !== undefined && known.start > from.start) from = known;
    }
    const line = from.line + breaks(this.text, from.start, offset);
    this.#counted = { start: offset, line };
    return line;
  }

  /** The lines that hold a text without a line break. */
  linesWith(text: string): readonly Line[] {
    let lines = this.#lines.get(text);
    if (lines === undefined) {
      // Bytes are searched faster than text; in ASCII both have the same offsets.
      const find: Find = this.#isAscii
        ? (_, from) => literal(text).at(this.bytes, from)
        : (whole, from) => whole.indexOf(text, from);
      lines = linesWith(this.text, find);
      this.#lines.set(text, lines);
    }
    return lines;
  }

  /** Lexed at least to the end of the logical line in which a character stands. */
  pythonTo(offset: number): LexedPython {
    let lexed = this.#python;
    if (lexed === undefined || lexed.to < Math.min(offset, lexed.text.length)) {
      const known = this.#memory.of(this.#path);
      const versions = lexed === undefined ? known : [lexed, ...known];
      lexed = this.#python = lexPython(this.text, versions, offset);
      this.#memory.keep(this.#path, lexed);
    }
    return lexed;
  }

  /** The kind of each character up to an offset, or undefined where no grammar tells. */
  kindsTo(offset: number): Uint8Array | undefined {
    if (this.syntax === 'python') return this.pythonTo(offset).kinds;
    this.#kinds ??= characterKinds(this.syntax, this.text);
    return this.#kinds;
  }

  /** Imports and calls of a JavaScript or TypeScript file, or of the scripts in markup. */
  get javascript(): SourceFacts | undefined {
    const { script } = this;
    if (script === undefined) return undefined;
    this.#facts ??= javascriptFacts(script.grammar, script.text);
    return this.#facts;
  }

  /** Imports of a file of a language that a table tells. */
  get tabledImports(): readonly ImportFact[] {
    const { syntax } = this;
    const kinds = this.kindsTo(Infinity);
    if (!isTabled(syntax) || syntax === 'csharp' || kinds === undefined) return [];
    this.#imports ??= tableImports(syntax, this.text, kinds);
    return this.#imports;
  }

  get manifest(): Manifest {
    if (this.#manifest === undefined) {
      this.#manifest =
        this.#format === undefined ? { requirements: [] } : parseManifest(this.#format, this.text);
    }
    return this.#manifest;
  }

  /** What it says as configuration: in the format given, else by its name; undefined where neither tells. */
  config(asked?: ConfigFormat): Config | undefined {
    const format = asked ?? this.#config;
    if (format === undefined) return undefined;
    let config = this.#configs.get(format);
    if (config === undefined) this.#configs.set(format, (config = readConfig(format, this.text)));
    return config;
  }

  /** What of it is JavaScript or TypeScript. */
  get script(): ScriptText | undefined {
    const { syntax } = this;
    if (isScriptSyntax(syntax)) this.#script ??= { grammar: syntax, text: this.text };
    else if (isMarkup(syntax)) this.#script ??= scriptsOf(syntax, this.text);
    return this.#script;
  }
}

/** Editors and languages end a line at a lone carriage return too; every offset stays what it is. */
function withLineBreaks(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
