import type { WireMessage } from '../wire/envelope.ts';
import { InvalidRequest } from '../errors.ts';
import { parseVersion } from '../address/version.ts';

/** What a request asks for, once its types were looked at. */
export interface Request {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly namespace: string | undefined;
  readonly version: string;
}

/** The version of a request that names none. */
const defaultVersion = '1.0';

/**
 * Reads a request. All that is wrong is said at once; it is answered, not dropped.
 * @throws {InvalidRequest}
 */
export function readRequest(message: WireMessage): Request {
  const { method, args, namespace, version } = message;
  if (
    typeof method === 'string' &&
    isObject(args) &&
    (namespace === undefined || typeof namespace === 'string') &&
    (version === undefined || isVersion(version))
  ) {
    return { method, args, namespace, version: version ?? defaultVersion };
  }
  return readCarefully(message);
}

function readCarefully(message: WireMessage): Request {
  const { method, args = {}, namespace, version = defaultVersion } = message;
  const faults: string[] = [];
  if (typeof method !== 'string') faults.push(`method: expected a string, got ${show(method)}`);
  if (!isObject(args)) faults.push(`args: expected an object, got ${show(args)}`);
  if (namespace !== undefined && namespace !== null && typeof namespace !== 'string') {
    faults.push(`namespace: expected a string, got ${show(namespace)}`);
  }
  if (!isVersion(version)) {
    faults.push(`version: expected major.minor such as "1.0", got ${show(version)}`);
  }
  if (faults.length > 0) throw new InvalidRequest(`Invalid request: ${faults.join('; ')}`);
  return {
    method: method as string,
    args: args as Readonly<Record<string, unknown>>,
    namespace: (namespace ?? undefined) as string | undefined,
    version: version as string,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && parseVersion(value) !== undefined;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
