/**
 * JSON for files that people read as diffs: two spaces, but what fits on one line of 100 characters
 * stays on one line, so that one record is one line of the diff. Keys keep the order given (the
 * writers sort), values that JSON cannot say are refused.
 *
 * An item of a list may be a function that makes it: of a long list one item at a time is made,
 * printed and let go.
 */
export function diffableJson(value: unknown): string {
  return `${print(value, '', 0)}\n`;
}

const width = 100;

function print(value: unknown, indent: string, used: number): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const room = width - indent.length - used;
  const flat = flatten(value, room);
  if (flat !== undefined && flat.length <= room) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + print(made(item), inner, 1));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => {
      const head = `${JSON.stringify(key)}: `;
      return inner + head + print(item, inner, head.length + 1);
    });
  return `{\n${entries.join(',\n')}\n${indent}}`;
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
