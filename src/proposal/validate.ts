import { z } from 'zod';
import { mostFaults, moreFaults, type Problem } from '../ground/problem.ts';
import type { YamlSource } from './yaml-source.ts';
import { allowedHint } from '../ground/suggest.ts';
import { withoutPasswords } from '../ground/trust/without-passwords.ts';

/** `stages.2.after`, as a person reads it: list positions count from one. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `#${part + 1}` : String(part))).join('.');
}

/** What is wrong with data that no person wrote, in one line: the first ten faults, and how many more. */
export function issuesText({ issues }: z.ZodError): string {
  const shown = issues.slice(0, 10).map(({ path, message }) => {
    return path.length === 0 ? message : `${pathText(path)}: ${message}`;
  });
  const more = issues.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/**
 * Holds a file's data against its schema; every fault becomes a {@link Problem} at its line, those of
 * its keys and of its data at once.
 */
export function validate<T>(
  schema: z.ZodType<T>,
  source: YamlSource,
): { data: T | undefined; problems: Problem[] } {
  const problems = [...source.problems];
  if (problems.length > 0 && source.value === undefined) return { data: undefined, problems };
  const result = schema.safeParse(source.value);
  if (result.success) return { data: problems.length > 0 ? undefined : result.data, problems };
  for (const issue of result.error.issues) {
    if (problems.length < mostFaults) problems.push(...fromIssue(schema, source, issue));
  }
  const { issues } = result.error;
  const all = issues.reduce(
    (sum, one) => sum + ('keys' in one ? one.keys.length : 1),
    source.problems.length,
  );
  if (all > mostFaults) {
    const place = { file: source.file, ...source.position([]) };
    problems.splice(mostFaults, Infinity, moreFaults(place, all - mostFaults));
  }
  return { data: undefined, problems };
}

function fromIssue(schema: z.ZodType, source: YamlSource, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path;
  const label = path.length === 0 ? '' : `${pathText(path)}: `;
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, path, source.value);
    return issue.keys
      .slice(0, mostFaults)
      .map((key) =>
        source.problem(
          path,
          'unknown-key',
          `${label}unknown key \`${key}\``,
          allowedHint(key, allowed),
          key,
        ),
      );
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues.map((inner) => inner.message).join('; ');
    const parent = path.slice(0, -1);
    const key = String(path.at(-1));
    return [source.problem(parent, 'schema', `${pathText(parent)}: bad name \`${key}\``, why, key)];
  }
  const written = valueAt(source.value, path);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const shown = written === undefined ? 'missing' : `unknown value \`${plain(written)}\``;
    const hint =
      typeof written === 'string' ? allowedHint(written, values) : `allowed: ${values.join(', ')}`;
    return [source.problem(path, 'schema', `${label}${shown}`, hint)];
  }
  if (issue.code === 'invalid_union' && issue.errors.length === 0) {
    // A discriminated union without a matching option.
    const allowed = optionsAt(schema, path, source.value);
    return [
      source.problem(
        path,
        'schema',
        `${label}unknown value \`${plain(written)}\``,
        allowedHint(String(written), allowed),
      ),
    ];
  }
  const message = written === undefined ? `${label}missing` : `${label}got ${shorten(written)}`;
  return [source.problem(path, 'schema', message, lowerFirst(issue.message))];
}

/** A value as it was probably written: strings without quotes. */
function plain(value: unknown): string {
  return typeof value === 'string' ? withoutPasswords(value).slice(0, 60) : shorten(value);
}

function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : withoutPasswords(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function lowerFirst(message: string): string {
  return message
    .replace(/^Invalid input: /, '')
    .replace(/^(Too (?:big|small)): /, '$1, ')
    .replace(/, received .*$/, '')
    .replace(/^[A-Z]/, (first) => first.toLowerCase());
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<PropertyKey, unknown>)[part];
  }
  return here;
}

/** Peels what wraps a schema without changing the keys of its data. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let here = schema;
  for (;;) {
    if (
      here instanceof z.ZodOptional ||
      here instanceof z.ZodDefault ||
      here instanceof z.ZodNullable
    ) {
      here = here.def.innerType;
    } else if (here instanceof z.ZodPipe) here = here.def.out;
    else if (here instanceof z.ZodLazy) here = here.def.getter();
    else return here;
  }
}

/** The schema that governs a path, following a discriminated union by the data itself. */
function schemaAt(
  root: z.core.$ZodType,
  path: readonly PropertyKey[],
  data: unknown,
): z.core.$ZodType | undefined {
  let here = unwrap(root);
  let value = data;
  const settle = () => {
    if (here instanceof z.ZodDiscriminatedUnion) {
      const key = here.def.discriminator;
      const tag = valueAt(value, [key]);
      const option = here.def.options.find((candidate) => {
        const shape = candidate instanceof z.ZodObject ? (candidate.shape as z.core.$ZodShape) : {};
        const literal = shape[key];
        return literal instanceof z.ZodLiteral && literal.def.values.includes(tag as string);
      });
      if (option !== undefined) here = unwrap(option);
    }
  };
  for (const part of path) {
    settle();
    let next: z.core.$ZodType | undefined;
    if (here instanceof z.ZodObject) next = (here.shape as z.core.$ZodShape)[String(part)];
    else if (here instanceof z.ZodArray) next = here.def.element;
    else if (here instanceof z.ZodRecord) next = here.def.valueType;
    if (next === undefined) return undefined;
    here = unwrap(next);
    value = valueAt(value, [part]);
  }
  settle();
  return here;
}

function keysAt(root: z.core.$ZodType, path: readonly PropertyKey[], data: unknown): string[] {
  const schema = schemaAt(root, path, data);
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodUnion) {
    return (schema.def.options as z.core.$ZodType[]).flatMap((option) => {
      const inner = unwrap(option);
      return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
    });
  }
  return [];
}

/** The values that the discriminator of a union at `path` may take. */
function optionsAt(root: z.core.$ZodType, path: readonly PropertyKey[], data: unknown): string[] {
  const union = schemaAt(root, path.slice(0, -1), data);
  const key = String(path.at(-1));
  if (!(union instanceof z.ZodDiscriminatedUnion)) return [];
  return union.def.options.flatMap((option) => {
    const literal =
      option instanceof z.ZodObject ? (option.shape as z.core.$ZodShape)[key] : undefined;
    return literal instanceof z.ZodLiteral ? literal.def.values.map(String) : [];
  });
}
