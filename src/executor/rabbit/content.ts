/** Bodies and their properties: what a publication looks like on the wire, and how one is read. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { ConsumeMessage, Options } from 'amqplib';
import type { Publication } from '../driver.ts';
import { decodeBody, encodeEnvelope, type WireMessage } from '../wire/envelope.ts';
import { MessageDeliveryFailure } from '../errors.ts';
import { compressionHeader, compressionLabel, compress, inflate } from './compression.ts';
import type { RabbitOptions } from './rabbit-options.ts';

export interface Content {
  readonly body: Buffer;
  readonly properties: Options.Publish;
}

/**
 * On a message that is sent again because its confirm was lost: the first copy may be in the queue.
 * A receiver that knows nothing of it, such as a Python one, takes it for any other message.
 */
export const republishedHeader = 'x-republished';

type ContentOptions = Pick<RabbitOptions, 'kombu_compression' | 'max_message_bytes'>;

const jsonType = 'application/json';
const plainHeaders = {};
const compressedHeaders = { [compressionHeader]: compressionLabel };

/**
 * The body and properties of a publication: persistent, priority 0, JSON in UTF-8.
 * @throws {SerializationError} what JSON cannot carry
 * @throws {MessageDeliveryFailure} larger than the broker takes
 */
export function encodeContent(publication: Publication, options: ContentOptions): Content {
  const { raw } = publication;
  let body = toBuffer(raw?.body ?? encodeEnvelope(publication.message ?? {}, publication.envelope));
  const compressed = raw === undefined && options.kombu_compression === 'gzip';
  if (compressed) body = compress(body);
  if (body.length > options.max_message_bytes) {
    throw new MessageDeliveryFailure(
      `The message has ${body.length} bytes; the broker takes ${options.max_message_bytes} ` +
        '(option max_message_bytes).',
    );
  }
  const properties: Options.Publish = {
    deliveryMode: 2,
    priority: 0,
    headers: raw?.headers ?? (compressed ? compressedHeaders : plainHeaders),
    mandatory: publication.mandatory === true,
  };
  if (raw?.contentType !== null) properties.contentType = raw?.contentType ?? jsonType;
  if (raw?.contentEncoding !== null) properties.contentEncoding = raw?.contentEncoding ?? 'utf-8';
  if (publication.expirationMs !== undefined) {
    properties.expiration = String(Math.max(0, Math.round(publication.expirationMs)));
  }
  return { body, properties };
}

/**
 * The inner message of a delivery.
 * @throws {MalformedMessage}
 */
export function decodeContent(message: ConsumeMessage, options: ContentOptions): WireMessage {
  const { headers } = message.properties;
  const label: unknown = headers?.[compressionHeader];
  const body =
    label === undefined || label === null
      ? message.content
      : inflate(message.content, label, options.max_message_bytes);
  const properties = {
    contentType: message.properties.contentType as string | undefined,
    contentEncoding: message.properties.contentEncoding as string | undefined,
  };
  return decodeBody(plainText(body, properties.contentEncoding) ?? body, properties);
}

/** The text of a body in UTF-8, by the quickest way; undefined for the careful one. */
function plainText(body: Buffer, encoding: string | undefined): string | undefined {
  if (encoding !== undefined && encoding !== 'utf-8') return undefined;
  if (isAscii(body)) return body.toString('latin1');
  return isUtf8(body) ? body.toString('utf8') : undefined;
}

function toBuffer(body: string | Uint8Array): Buffer {
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
