/** The endpoints' own source, cut into functions, so that the page shows what it runs. */
import asyncFunctions from './endpoints/async-functions.ts?raw';
import coroutines from './endpoints/coroutines.ts?raw';
import greenThreads from './endpoints/green-threads.ts?raw';
import withThreads from './endpoints/with-threads.ts?raw';
import type { Kind, Model, Reservation } from './settings.ts';

/** A piece of a line: plain text, or a word with which the program says that it waits. */
export interface Piece {
  readonly text: string;
  readonly isMark: boolean;
}

/** A line of an endpoint. */
export interface Line {
  readonly pieces: readonly Piece[];
  /** The call of the service in it, by which runs count switches: `log`, `ask`. */
  readonly call: string | undefined;
}

/** One endpoint in one way of writing. */
export interface Snippet {
  /** How it is written. */
  readonly way: string;
  readonly models: readonly Model[];
  readonly kind: Kind;
  /** For the endpoint that reserves. */
  readonly reservation: Reservation | undefined;
  readonly lines: readonly Line[];
}

const files: readonly { text: string; way: string; models: readonly Model[] }[] = [
  { text: greenThreads, way: 'green thread', models: ['green', 'both'] },
  { text: coroutines, way: 'coroutine', models: ['aiogreen', 'both'] },
  { text: asyncFunctions, way: 'function', models: ['async', 'blocking', 'workers'] },
  { text: withThreads, way: 'function', models: ['workers'] },
];

const functions: readonly { name: string; kind: Kind; reservation?: Reservation }[] = [
  { name: 'forgotten', kind: 'reserving', reservation: 'forgotten' },
  { name: 'between', kind: 'reserving', reservation: 'between' },
  { name: 'locked', kind: 'reserving', reservation: 'locked' },
  { name: 'quick', kind: 'quick' },
  { name: 'waiting', kind: 'waiting' },
  { name: 'computing', kind: 'computing' },
];

/** How the page calls them. */
const shortNames: Readonly<Record<string, string>> = { waiting: 'wait', computing: 'compute' };

/** Every endpoint in every way of writing it. */
export const snippets: readonly Snippet[] = files.flatMap(({ text, way, models }) =>
  functions.flatMap(({ name, kind, reservation }) => {
    const source = cut(text, name);
    if (source === undefined) return [];
    // What the workers write in their own way is not taken from the async functions.
    const own = models.filter(
      (model) =>
        text === withThreads || model !== 'workers' || cut(withThreads, name) === undefined,
    );
    return [
      {
        way,
        models: own,
        kind,
        reservation,
        lines: toLines(source, reservation ? 'reserve' : name),
      },
    ];
  }),
);

/** The text of an exported function, or undefined. */
function cut(text: string, name: string): string | undefined {
  return new RegExp(`^export (?:async )?function\\*? ${name}\\([^]*?\\n}`, 'm').exec(text)?.[0];
}

/** Types and `export` say nothing about switching: left out, for reading. */
function toLines(source: string, name: string): Line[] {
  return source
    .replace(/^export /, '')
    .replace(/(function\*? )\w+/, `$1${shortNames[name] ?? name}`)
    .replace(/\(service: \w+\): [^{]+\{/, '(service) {')
    .split('\n')
    .map((line) => ({
      pieces: line
        .split(/(yield\* |yield From|await )/)
        .filter((text) => text !== '')
        .map((text) => ({ text, isMark: /^(yield|await)/.test(text) })),
      call: /service\.(\w+)\(/.exec(line)?.[1],
    }));
}

/** A snippet as HTML; `<i>` is where a run writes its number of switches. */
export function snippetHtml({ lines }: Snippet): string {
  return lines
    .map(({ pieces, call }) => {
      const text = pieces
        .map((piece) => (piece.isMark ? `<b>${escape(piece.text)}</b>` : escape(piece.text)))
        .join('');
      const attribute = call === undefined ? '' : ` data-call="${call}"`;
      return `<span class="line"${attribute}>${text}<i></i></span>`;
    })
    .join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
