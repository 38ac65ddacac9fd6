import type { ConsumeMessage } from 'amqplib';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MalformedMessage, MessageDeliveryFailure } from '../errors.ts';
import { decodeContent, encodeContent } from './content.ts';

const plain = { kombu_compression: 'none', max_message_bytes: 1000 } as const;
const gzip = { ...plain, kombu_compression: 'gzip' } as const;
const envelope = Buffer.from('{"oslo.version": "2.0", "oslo.message": "{\\"method\\": \\"m\\"}"}');

function delivery(content: Buffer, properties: Record<string, unknown> = {}): ConsumeMessage {
  return {
    content,
    properties: { contentType: 'application/json', headers: {}, ...properties },
  } as unknown as ConsumeMessage;
}

test('a publication has exactly the properties that oslo.messaging sets', () => {
  const content = encodeContent(
    { exchange: 'x', routingKey: 'k', message: { method: 'm' }, expirationMs: 60_000 },
    plain,
  );
  expect(content.properties).toEqual({
    contentType: 'application/json',
    contentEncoding: 'utf-8',
    deliveryMode: 2,
    priority: 0,
    headers: {},
    mandatory: false,
    expiration: '60000',
  });
  expect(JSON.parse(content.body.toString())).toEqual({
    'oslo.version': '2.0',
    'oslo.message': '{"method":"m"}',
  });
});

test('compression sends zlib data under the label that kombu calls gzip', () => {
  const message = { method: 'm', args: { x: 'é'.repeat(200) } };
  const content = encodeContent({ exchange: '', routingKey: 'q', message }, gzip);
  expect(content.properties.headers).toEqual({ compression: 'application/x-gzip' });
  expect(content.body.subarray(0, 2).toString('hex')).toBe('789c');
  const read = decodeContent(delivery(content.body, { ...content.properties }), plain);
  expect(read).toEqual(message);
});

test('what is compressed is inflated by its first bytes, not by its label', () => {
  for (const bytes of [deflateSync(envelope), gzipSync(envelope)]) {
    for (const label of ['application/x-gzip', 'application/x-zlib']) {
      const read = decodeContent(delivery(bytes, { headers: { compression: label } }), plain);
      expect(read).toEqual({ method: 'm' });
    }
  }
});

test('a compressed body that is broken, of an unknown kind or far too large is malformed', () => {
  const bomb = deflateSync(Buffer.alloc(100_000, 0x20));
  for (const [bytes, label] of [
    [Buffer.from('no zlib'), 'application/x-gzip'],
    [envelope, 'application/x-bz2'],
    [bomb, 'application/x-gzip'],
  ] as const) {
    expect(() =>
      decodeContent(delivery(bytes, { headers: { compression: label } }), plain),
    ).toThrow(MalformedMessage);
  }
});

test('a missing content encoding is UTF-8, another one is what it says', () => {
  const latin = Buffer.from('{"method": "é"}', 'latin1');
  expect(decodeContent(delivery(Buffer.from('{"method": "é"}')), plain)).toEqual({ method: 'é' });
  expect(decodeContent(delivery(latin, { contentEncoding: 'latin1' }), plain)).toEqual({
    method: 'é',
  });
});

test('invalid UTF-8, an unknown encoding and any other content type are malformed', () => {
  for (const [bytes, properties] of [
    [Buffer.from([0x7b, 0xff, 0x7d]), {}],
    [envelope, { contentEncoding: 'binary' }],
    [envelope, { contentType: undefined }],
    [envelope, { contentType: 'text/plain' }],
    [envelope, { contentType: 'application/x-python-serialize' }],
  ] as const) {
    expect(() => decodeContent(delivery(bytes, properties), plain)).toThrow(MalformedMessage);
  }
});

test('a body beyond the limit is refused before it is sent', () => {
  const message = { args: { x: 'a'.repeat(1000) } };
  expect(() => encodeContent({ exchange: '', routingKey: 'q', message }, plain)).toThrow(
    MessageDeliveryFailure,
  );
});
