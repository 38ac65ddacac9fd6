/**
 * JSON for files that people read as diffs: two spaces, but what fits on one line of 100 characters
 * stays on one line, so that one record is one line of the diff. Keys keep the order given (the
 * writers sort), values that JSON cannot say are refused.
 *
 * An item of a list may be a function that makes it: of a long list one item at a time is made,
 * printed and let go.
 */
export function diffableJson(value: unknown): string {
  return [...diffableJsonPieces(value)].join('');
}

/** The same text piece by piece, so that a long list never stands in memory as text. */
export function* diffableJsonPieces(value: unknown): Generator<string> {
  yield* pieces(value, '', 0);
  yield '\n';
}

const width = 100;

function* pieces(value: unknown, indent: string, used: number): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield scalar(value);
    return;
  }
  const room = width - indent.length - used;
  const flat = flatten(value, room);
  if (flat !== undefined && flat.length <= room) {
    yield flat;
    return;
  }
  const inner = `${indent}  `;
  let isFirst = true;
  const next = (head: string) => {
    const before = isFirst ? '' : ',';
    isFirst = false;
    return `${before}\n${inner}${head}`;
  };
  if (Array.isArray(value)) {
    yield '[';
    for (const item of value) {
      yield next('');
      yield* pieces(made(item), inner, 1);
    }
    yield `\n${indent}]`;
    return;
  }
  yield '{';
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const head = `${JSON.stringify(key)}: `;
    yield next(head);
    yield* pieces(item, inner, head.length + 1);
  }
  yield `\n${indent}}`;
}

/** On one line; undefined once that is longer than there is room: the rest need not be looked at. */
function flatten(value: unknown, room: number): string | undefined {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const isList = Array.isArray(value);
  const entries = isList
    ? value.map((item) => ['', item as unknown] as const)
    : Object.entries(value).filter(([, item]) => item !== undefined);
  if (!isList && entries.length === 0) return '{}';
  // An item takes two characters at least: of a long list not one need be printed.
  if (entries.length * 2 > room) return undefined;
  const shown: string[] = [];
  let left = room;
  for (const [key, item] of entries) {
    const flat = flatten(isList ? made(item) : item, left);
    if (flat === undefined) return undefined;
    const text = isList ? flat : `${JSON.stringify(key)}: ${flat}`;
    left -= text.length;
    if (left < 0) return undefined;
    shown.push(text);
  }
  return isList ? `[${shown.join(', ')}]` : `{ ${shown.join(', ')} }`;
}

function made(item: unknown): unknown {
  return typeof item === 'function' ? (item as () => unknown)() : item;
}

function scalar(value: unknown): string {
  const text: string | undefined =
    typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
  if (text === undefined)
    throw new TypeError(`Expected a value that JSON can say, got ${String(value)}`);
  return text;
}
