/**
 * JSON for files that people read as diffs: two spaces, but what fits on one line of 100 characters
 * stays on one line, so that one record is one line of the diff. Keys keep the order given (the
 * writers sort), values that JSON cannot say are refused.
 */
export function diffableJson(value: unknown): string {
  return `${print(value, '', 0)}\n`;
}

const width = 100;

function print(value: unknown, indent: string, used: number): string {
  const flat = flatten(value);
  if (flat.length + indent.length + used <= width || typeof value !== 'object' || value === null) {
    return flat;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + print(item, inner, 1));
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

function flatten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatten).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    const shown = entries.map(([key, item]) => `${JSON.stringify(key)}: ${flatten(item)}`);
    return `{ ${shown.join(', ')} }`;
  }
  const text: string | undefined =
    typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
  if (text === undefined)
    throw new TypeError(`Expected a value that JSON can say, got ${String(value)}`);
  return text;
}
