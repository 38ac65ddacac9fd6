/**
 * Failures on the wire, both ways: an endpoint's error becomes a failure object (as JSON text inside
 * the reply), and a failure object becomes the error that the caller's promise rejects with.
 */
import { NoSuchMethod, UnsupportedVersion } from '../errors.ts';
import { parseJson, stringifyJson } from '../json/wire-json.ts';
import type { FailureObject } from './failure-object.ts';
import { pythonName } from './python-name.ts';
import { RemoteError } from './remote-error.ts';
import { boolean, type OptionKind } from '../internal/option-kind.ts';
import { callable, options as optionsOf } from '../internal/option-object.ts';
import { safeText } from '../internal/safe-text.ts';

/** How errors go out and come in; the same on every server and client of a transport. */
export interface FailureOptions {
  /**
   * The Python class that an error is sent as; return undefined to leave it to the library.
   * @example (error) => error instanceof NotFound ? { module: 'builtins', class: 'KeyError' } : undefined
   */
  readonly toPython?: (
    error: Error,
  ) => { readonly module: string; readonly class: string } | undefined;
  /** Send the stack (default true). Off, `tb` holds one line: no paths of the server leave it. */
  readonly sendTraceback?: boolean;
  /**
   * Rebuilds an error of the other side; return undefined for a RemoteError.
   * @example (failure) => failure.class === 'ValueError' ? new RangeError(failure.message) : undefined
   */
  readonly fromPython?: (failure: FailureObject) => Error | undefined;
}

export const failureOptionsKind: OptionKind<object> = optionsOf("the transport's failures", {
  toPython: callable,
  sendTraceback: boolean,
  fromPython: callable,
} satisfies Record<keyof FailureOptions, OptionKind<unknown>>);

/** The failure object's JSON text for whatever was thrown. Never throws itself. */
export function encodeFailure(thrown: unknown, options: FailureOptions = {}): string {
  try {
    return encode(describeFailure(thrown, options));
  } catch {
    // An error whose own members throw, or an option that does.
    const message = safeText(thrown);
    const tb = [`node.Error: ${message}\n`];
    return stringifyJson({
      class: 'Error',
      module: 'node',
      message,
      tb,
      args: [message],
      kwargs: {},
    });
  }
}

function encode(failure: FailureObject): string {
  try {
    return stringifyJson(failure);
  } catch {
    return stringifyJson({ ...failure, args: [failure.message], kwargs: {} });
  }
}

/** The failure object of whatever was thrown. */
export function describeFailure(thrown: unknown, options: FailureOptions = {}): FailureObject {
  const error = thrown instanceof Error ? thrown : new ThrownValue(thrown);
  const name = options.toPython?.(error) ?? pythonName(error);
  const remote = error instanceof RemoteError ? error : undefined;
  const message = remote?.value ?? error.message;
  return {
    class: name.class,
    module: name.module,
    message,
    tb: remote?.traceback ?? traceback(error, name, message, options.sendTraceback ?? true),
    args: remote?.args ?? argumentsOf(error),
    kwargs: remote?.kwargs ?? {},
  };
}

/** What was thrown without being an error: its content goes as text and, as it is, as argument. */
class ThrownValue extends Error {
  override readonly name = 'Error';
  readonly pythonArgs: readonly unknown[];

  constructor(thrown: unknown) {
    super(contentText(thrown));
    this.pythonArgs = [thrown];
  }
}

function contentText(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return safeText(thrown);
  try {
    return stringifyJson(thrown);
  } catch {
    return safeText(thrown);
  }
}

function argumentsOf(error: Error): readonly unknown[] {
  const own: unknown = (error as { pythonArgs?: unknown }).pythonArgs;
  return Array.isArray(own) ? own : [error.message];
}

function traceback(
  error: Error,
  name: { module: string; class: string },
  message: string,
  withStack: boolean,
): string[] {
  const prefix = name.module === 'builtins' ? '' : `${name.module}.`;
  const last = `${prefix}${name.class}: ${message}\n`;
  if (!withStack) return [last];
  return ['Traceback (most recent call last):\n', ...frames(error), last];
}

/** The stack, oldest call first as Python prints it, with the causes behind it. */
function frames(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const own = lines.reverse().map((line) => `  ${line.trim()}\n`);
  const cause = error.cause;
  if (!(cause instanceof Error) || cause === error) return own;
  const text = String(cause.stack ?? cause);
  return [...text.split('\n').map((line) => `  ${line.trim()}\n`), '  which caused:\n', ...own];
}

/**
 * The error of a reply's failure text. NoSuchMethod and UnsupportedVersion come back as these
 * classes; anything else is what `fromPython` makes of it, or a {@link RemoteError}. A text that is no
 * failure object becomes a RemoteError too: the caller must learn that the call failed.
 */
export function decodeFailure(text: unknown, options: FailureOptions = {}): Error {
  const failure = readFailure(text);
  return options.fromPython?.(failure) ?? knownError(failure) ?? new RemoteError(failure);
}

const dispatcherModule = 'oslo_messaging.rpc.dispatcher';
const noMethod = /^Endpoint does not support RPC method (.*)$/s;
const noVersion = /^Endpoint does not support RPC version (.*?)\.(?: Attempted method: (.*))?$/s;

function knownError(failure: FailureObject): Error | undefined {
  if (failure.module !== dispatcherModule) return undefined;
  if (failure.class === 'NoSuchMethod') {
    const [, method] = noMethod.exec(failure.message) ?? [];
    return method === undefined ? undefined : new NoSuchMethod(method);
  }
  if (failure.class === 'UnsupportedVersion') {
    const [, version, method] = noVersion.exec(failure.message) ?? [];
    return version === undefined ? undefined : new UnsupportedVersion(version, method);
  }
  return undefined;
}

function readFailure(text: unknown): FailureObject {
  let value: unknown = text;
  try {
    if (typeof text === 'string') value = parseJson(text);
  } catch {
    // Not JSON: the text itself is all there is to tell.
  }
  const fields = typeof value === 'object' && value !== null ? value : { message: value };
  const { class: name, module, message, tb, args, kwargs } = fields as Record<string, unknown>;
  return {
    class: typeof name === 'string' ? name : 'UnknownError',
    module: typeof module === 'string' ? module : '',
    message: typeof message === 'string' ? message : safeText(message),
    tb: Array.isArray(tb) ? tb.map(safeText) : [],
    args: Array.isArray(args) ? args : [],
    kwargs:
      typeof kwargs === 'object' && kwargs !== null && !Array.isArray(kwargs)
        ? (kwargs as Record<string, unknown>)
        : {},
  };
}
