import type { WireMessage } from './envelope.ts';
import { setMember } from '../json/copy.ts';
import { carrierPrefix } from '../operations/hooks.ts';
import { noContext, type Context } from '../context/serializer.ts';

/** A context travels as one member per key, with this before its name. */
const contextPrefix = '_context_';

export function packContext(message: WireMessage, context: Context): void {
  for (const key of Object.keys(context)) message[contextPrefix + key] = context[key];
}

/** The context in a message, without the prefix. */
export function unpackContext(message: WireMessage): Context {
  let context: Record<string, unknown> | undefined;
  for (const key of Object.keys(message)) {
    if (!key.startsWith(contextPrefix)) continue;
    setMember((context ??= {}), key.slice(contextPrefix.length), message[key]);
  }
  return context ?? noContext;
}

export function packCarrier(message: WireMessage, carrier: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(carrier)) message[carrierPrefix + key] = value;
}

export function unpackCarrier(message: WireMessage): Readonly<Record<string, string>> {
  const carrier: Record<string, string> = {};
  for (const [key, value] of Object.entries(message)) {
    if (key.startsWith(carrierPrefix) && typeof value === 'string') {
      setMember(carrier, key.slice(carrierPrefix.length), value);
    }
  }
  return carrier;
}
