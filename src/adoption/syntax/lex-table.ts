/** A kind of string of a language. */
export interface StringForm {
  /** Regular expression of what opens it, prefixes included. */
  open: string;
  /** What closes it, by what opened it. */
  close: (opened: string) => string;
  /** What keeps the closing sign from closing: a backslash before it, or the sign twice. */
  escape?: 'backslash' | 'doubled';
  /** May it go over several lines? Else the end of the line ends it, closed or not. */
  lines?: true;
  /** Of a longer run of the closing sign's character the last ones close: of `"""a""""` all but one. */
  longest?: true;
  /** What opens code inside of it, to the brace that closes it. */
  hole?: (opened: string) => string;
}

/** What tells comments and strings of a language from its code. Line comments begin with `//`. */
export interface LexTable {
  /** Do block comments nest? */
  nested: boolean;
  /** Does a backslash at the end of a line continue a comment? */
  continued: boolean;
  /** Tried in order; what opens none of them is code. */
  strings: readonly StringForm[];
  /** A name that may hold any sign. */
  names?: string;
}

const same = (sign: string) => () => sign;
const plain: StringForm = { open: '"', close: same('"'), escape: 'backslash' };
const character: StringForm = { open: "'", close: same("'"), escape: 'backslash' };
/** A character, told from a lifetime (`'a`) by its end. */
const exactCharacter: StringForm = {
  open: String.raw`b?'(?:\\u\{[^}'\n]*\}|\\x..|\\[^\n]|[^\\'\n])'`,
  close: same(''),
};
const hashes = (opened: string) => '#'.repeat(opened.split('#').length - 1);
const quotes = (opened: string) => '"'.repeat(opened.split('"').length - 1);
/** `$$"""` of Kotlin has its holes behind as many dollars. */
const manyDollars = (opened: string) => `${opened.replaceAll('"', '')}{`;
const dollars = (opened: string) => '{'.repeat(opened.split('$').length - 1);

/** By the name of the syntax. */
export const lexTables = {
  go: {
    nested: false,
    continued: false,
    strings: [plain, { open: '`', close: same('`'), lines: true }, character],
  },
  java: {
    nested: false,
    continued: false,
    strings: [
      { open: '"""', close: same('"""'), escape: 'backslash', lines: true },
      plain,
      character,
    ],
  },
  kotlin: {
    nested: true,
    continued: false,
    names: '`[^`\\n]*`',
    strings: [
      {
        open: '(?<!\\$)\\${2,}"""',
        close: same('"""'),
        lines: true,
        longest: true,
        hole: manyDollars,
      },
      { ...plain, open: '(?<!\\$)\\${2,}"', hole: manyDollars },
      { open: '"""', close: same('"""'), lines: true, longest: true, hole: same('${') },
      { ...plain, hole: same('${') },
      character,
    ],
  },
  rust: {
    nested: true,
    continued: false,
    strings: [
      {
        open: '(?:br|cr|r)#*"',
        close: (opened) => `"${hashes(opened)}`,
        lines: true,
      },
      { open: '[bc]?"', close: same('"'), escape: 'backslash', lines: true },
      exactCharacter,
    ],
  },
  c: {
    nested: false,
    continued: true,
    strings: [
      {
        open: String.raw`(?:u8|[LuU])?R"[^()\\\s"]{0,16}\(`,
        close: (opened) => `)${opened.slice(opened.indexOf('"') + 1, -1)}"`,
        lines: true,
      },
      { ...plain, open: '(?:u8|[LuU])?"' },
      { ...character, open: "(?:u8|[LuU])?'" },
    ],
  },
  csharp: {
    nested: false,
    continued: false,
    strings: [
      { open: '(?<!\\$)\\$+"{3,}', close: quotes, lines: true, hole: dollars },
      { open: '"{3,}', close: quotes, lines: true },
      { open: '(?:\\$@|@\\$)"', close: same('"'), escape: 'doubled', lines: true, hole: same('{') },
      { open: '@"', close: same('"'), escape: 'doubled', lines: true },
      { open: '\\$"', close: same('"'), escape: 'backslash', hole: same('{') },
      plain,
      character,
    ],
  },
} satisfies Record<string, LexTable>;
export type TabledSyntax = keyof typeof lexTables;

/** To be raised whenever a table, or what is read with one, may tell something else of the same file. */
export const tablesVersion = 4;

export function isTabled(syntax: string): syntax is TabledSyntax {
  return Object.hasOwn(lexTables, syntax);
}
