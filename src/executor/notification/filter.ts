import { stringifyJson } from '../json/wire-json.ts';
import type { OptionKind } from '../internal/option-kind.ts';
import { each, options } from '../internal/option-object.ts';
import type { Notification } from './notification.ts';

/**
 * Which notifications an endpoint wants (its `filterRule`). All that is given must match. A text is a
 * regular expression that must match from the value's beginning, as Python's `re.match`; a RegExp is
 * used as it is.
 */
export interface FilterRule {
  readonly publisherId?: string | RegExp;
  readonly eventType?: string | RegExp;
  /** Per key of the context, the metadata or the payload: a pattern for its value. */
  readonly context?: Readonly<Record<string, string | RegExp>>;
  readonly metadata?: Readonly<Record<string, string | RegExp>>;
  readonly payload?: Readonly<Record<string, string | RegExp>>;
}

const pattern: OptionKind<string | RegExp> = {
  expected: 'a regular expression, or the text of one',
  accepts: (value): value is string | RegExp =>
    value instanceof RegExp || (typeof value === 'string' && fromBeginning(value) !== undefined),
  fromText: (text) => text,
};

export const filterRuleKind: OptionKind<object> = options('a filter rule', {
  publisherId: pattern,
  eventType: pattern,
  context: each(pattern),
  metadata: each(pattern),
  payload: each(pattern),
} satisfies Record<keyof FilterRule, OptionKind<unknown>>);

/** The expression of a text, which matches from the beginning; undefined if it is none. */
function fromBeginning(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})`, 'u');
  } catch {
    return undefined;
  }
}

export function matchesFilter(rule: FilterRule | undefined, notification: Notification): boolean {
  if (!rule) return true;
  const { publisherId, eventType, context, metadata, payload } = notification;
  return (
    matches(rule.publisherId, publisherId) &&
    matches(rule.eventType, eventType) &&
    matchesMembers(rule.context, context) &&
    matchesMembers(rule.metadata, metadata) &&
    matchesMembers(rule.payload, payload)
  );
}

function matchesMembers(
  patterns: Readonly<Record<string, string | RegExp>> | undefined,
  values: unknown,
): boolean {
  if (!patterns) return true;
  if (typeof values !== 'object' || values === null) return false;
  return Object.entries(patterns).every(
    ([key, pattern]) =>
      Object.hasOwn(values, key) && matches(pattern, (values as Record<string, unknown>)[key]),
  );
}

function matches(pattern: string | RegExp | undefined, value: unknown): boolean {
  if (pattern === undefined) return true;
  if (value === undefined || value === null) return false;
  const text = typeof value === 'string' ? value : stringifyJson(value);
  if (typeof pattern === 'string') return fromBeginning(pattern)?.test(text) ?? false;
  pattern.lastIndex = 0; // one with the flag g remembers where it was
  return pattern.test(text);
}
