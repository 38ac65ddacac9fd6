/** Which Python class stands for an error of this side. */
import { faultsOf, refuse } from '../internal/check-options.ts';
import { needed, text, type OptionKind } from '../internal/option-kind.ts';
import { RemoteError } from './remote-error.ts';
import { pythonText } from './python-text.ts';

/** A Python class, by its module (`builtins`, `nova.exception`) and its name there. */
export interface PythonName {
  readonly module: string;
  readonly class: string;
}

const argumentsKind: OptionKind<readonly unknown[]> = {
  expected: 'a list of arguments',
  accepts: (value): value is readonly unknown[] => Array.isArray(value),
  fromText: () => undefined,
};

/**
 * An error with the Python class that it is to be over there:
 * `throw new PythonError('ValueError', ['bad value', 42])` arrives in a Python client as a real
 * ValueError('bad value', 42). A class outside `builtins` must be importable by the client and its
 * module among the client's allowed_remote_exmods, or it arrives as RemoteError.
 */
export class PythonError extends Error {
  override readonly name: string;
  readonly module: string;
  readonly pythonArgs: readonly unknown[];

  /** @throws {TypeError} */
  constructor(className: string, args: readonly unknown[] = [], module = 'builtins') {
    refuse([
      ...faultsOf('className', needed(text), className),
      ...faultsOf('args', argumentsKind, args),
      ...faultsOf('module', text, module),
    ]);
    super(pythonText(args));
    this.name = className;
    this.module = module;
    this.pythonArgs = args;
  }
}

/** JavaScript's own errors and the builtins that mean the same. */
const builtinNames: Readonly<Record<string, string>> = {
  TypeError: 'TypeError',
  RangeError: 'ValueError',
};

/** The library's own errors, which Python clients know by these modules. */
const ownNames: Readonly<Record<string, string>> = {
  NoSuchMethod: 'oslo_messaging.rpc.dispatcher',
  UnsupportedVersion: 'oslo_messaging.rpc.dispatcher',
  MessagingTimeout: 'oslo_messaging.exceptions',
  MessageDeliveryFailure: 'oslo_messaging.exceptions',
  MessageUndeliverable: 'oslo_messaging.exceptions',
  InvalidTarget: 'oslo_messaging.exceptions',
  RPCVersionCapError: 'oslo_messaging.rpc.client',
};

/** Module and class for an error that its owner said nothing about; `node` for JavaScript's. */
export function pythonName(error: Error): PythonName {
  if (error instanceof PythonError) return { module: error.module, class: error.name };
  if (error instanceof RemoteError) {
    // Passed on as what it was, so that the first caller can tell.
    return { module: withoutSuffix(error.module), class: withoutSuffix(error.excType) };
  }
  const name = typeof error.name === 'string' && error.name !== '' ? error.name : 'Error';
  if (Object.hasOwn(ownNames, name)) return { module: ownNames[name] ?? '', class: name };
  if (Object.hasOwn(builtinNames, name))
    return { module: 'builtins', class: builtinNames[name] ?? '' };
  return { module: 'node', class: name };
}

function withoutSuffix(name: string): string {
  return name.endsWith('_Remote') ? name.slice(0, -'_Remote'.length) : name;
}
