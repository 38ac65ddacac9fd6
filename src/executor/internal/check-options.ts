/** Asks what was given for its kind, and tells everything that is wrong at once, in p-queue's words. */
import type { OptionKind } from './option-kind.ts';

/** Names and what each may be. */
export type OptionKinds = Readonly<Record<string, OptionKind<unknown>>>;

/** What a value is, for "got …": short, and with its type where the text alone misleads. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') {
    // It may be a transport URL in a wrong place, with a password in it.
    if (value.includes('@')) return 'a text';
    return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}' (string)`;
  }
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const primitive = value as number | bigint | boolean | symbol;
  return `${primitive.toString()} (${typeof value})`;
}

/** What is wrong with one value: nothing, or a sentence for each fault. */
export function faultsOf(path: string, kind: OptionKind<unknown>, value: unknown): string[] {
  if (value === undefined && kind.isNeeded !== true) return [];
  if (!kind.accepts(value)) {
    return [`Expected \`${path}\` to be ${kind.expected}, got ${shown(value)}.`];
  }
  return [...(kind.inside?.(path, value) ?? [])];
}

/** What is wrong with the options that somebody gave; those left out, or undefined, are fine. */
export function optionFaults(what: string, options: unknown, kinds: OptionKinds): string[] {
  if (!isObject(options)) {
    return [`Expected the options of ${what} to be an object, got ${shown(options)}.`];
  }
  return memberFaults(what, options, kinds, (name) => name);
}

/** @param path of a member, by its name */
export function memberFaults(
  what: string,
  owner: object,
  kinds: OptionKinds,
  path: (name: string) => string,
): string[] {
  const members = owner as Readonly<Record<string, unknown>>;
  const faults = Object.entries(kinds).flatMap(([name, kind]) =>
    faultsOf(path(name), kind, members[name]),
  );
  if (!isPlain(owner)) return faults; // an instance of a class has members of its own
  const known = Object.keys(kinds).map((name) => `\`${name}\``);
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || Object.hasOwn(kinds, name)) continue;
    // What is no name may be anything, a password too.
    const written = /^[\w$]{1,40}$/.test(name) ? `\`${path(name)}\`` : 'another name';
    faults.push(`Expected an option of ${what} (${known.join(', ')}), got ${written}.`);
  }
  return faults;
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return !(Symbol.toStringTag in value); // a module has one
  return prototype === Object.prototype;
}

/** @throws {TypeError} if there are faults, naming each */
export function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new TypeError(faults.join('\n'));
}

/**
 * Checks the options that somebody gave.
 * @param what whose options they are: `the RPC server`
 * @throws {TypeError} naming every option that cannot be used, what is allowed, and what it was
 */
export function checkOptions(what: string, options: unknown, kinds: OptionKinds): void {
  refuse(optionFaults(what, options, kinds));
}

/** Checks one parameter. @throws {TypeError} */
export function check(name: string, kind: OptionKind<unknown>, value: unknown): void {
  refuse(faultsOf(name, kind, value));
}
