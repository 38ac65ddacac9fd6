/**
 * The envelope around every message: a JSON object of two strings, `oslo.version` and
 * `oslo.message`, the second being the JSON text of the inner message (format 2.0). A body that is
 * an object without these members is the inner message itself (format 1.0).
 */
import { MalformedMessage } from '../errors.ts';
import { parseJson, stringifyJson } from '../json/wire-json.ts';
import { isCompatible } from '../address/version.ts';

/** The format that is written, and the newest one that is read. */
export const envelopeVersion = '2.0';

/** The inner message: what is known by name here is of any type until it was looked at. */
export interface WireMessage {
  [member: string]: unknown;
  /** Request: what to call, with what, of which namespace and version. */
  method?: unknown;
  args?: unknown;
  namespace?: unknown;
  version?: unknown;
  /** Call: who waits (32 hex digits), where, and how often it wants a sign of life (seconds). */
  _msg_id?: unknown;
  _reply_q?: unknown;
  _timeout?: unknown;
  /** Reply: the value, or the failure's JSON text; false in `ending` is a sign of life. */
  result?: unknown;
  failure?: unknown;
  ending?: unknown;
  /** Any message: its own id, by which a repeat is known. */
  _unique_id?: unknown;
}

/**
 * The body text of a message.
 * @throws {SerializationError} naming the place of what JSON cannot carry
 */
export function encodeEnvelope(message: WireMessage, version: '1.0' | '2.0' = '2.0'): string {
  const inner = stringifyJson(message);
  if (version === '1.0') return inner;
  return `{"oslo.version":"${envelopeVersion}","oslo.message":${JSON.stringify(inner)}}`;
}

/**
 * The inner message of a body text. An empty body is an empty message.
 * @throws {MalformedMessage} no JSON, no object, an unknown version, an inner message that is no text
 */
export function decodeEnvelope(text: string): WireMessage {
  if (text.trim() === '') return {};
  const outer = parseObject(text, 'The body');
  if (!Object.hasOwn(outer, 'oslo.version') || !Object.hasOwn(outer, 'oslo.message')) return outer;
  const version = outer['oslo.version'];
  if (typeof version !== 'string' || !isCompatible(envelopeVersion, version)) {
    throw new MalformedMessage(
      `Envelope version ${JSON.stringify(version)} is not supported; expected ${envelopeVersion}.`,
    );
  }
  const inner = outer['oslo.message'];
  if (typeof inner !== 'string') {
    throw new MalformedMessage(`Expected oslo.message to be a JSON text, got ${kind(inner)}.`);
  }
  return parseObject(inner, 'oslo.message');
}

/** The properties beside a body that decide how it is read; undefined where the sender set none. */
export interface BodyProperties {
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
}

/**
 * As {@link decodeEnvelope}, from a body and its properties, as the reference reads them: the
 * content type must be `application/json`, the encoding may be missing. A compressed body is inflated
 * by the driver before.
 * @throws {MalformedMessage}
 */
export function decodeBody(body: string | Uint8Array, properties: BodyProperties): WireMessage {
  if (properties.contentType !== 'application/json') {
    throw new MalformedMessage(
      `Expected content type application/json, got ${properties.contentType ?? 'none'}.`,
    );
  }
  if (typeof body === 'string') return decodeEnvelope(body);
  return decodeEnvelope(bodyText(body, properties.contentEncoding ?? 'utf-8'));
}

function bodyText(body: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch (cause) {
    throw new MalformedMessage(`The body is no ${encoding} text.`, { cause });
  }
}

function parseObject(text: string, what: string): WireMessage {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (cause) {
    throw new MalformedMessage(`${what} is no JSON: ${String(cause)}`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedMessage(`Expected ${what} to be a JSON object, got ${kind(value)}.`);
  }
  return value as WireMessage;
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
