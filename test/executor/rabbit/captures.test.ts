import type { ConsumeMessage } from 'amqplib';
import { describe, expect, test } from 'vitest';
import { decodeFailure } from '../../../src/executor/wire/failure.ts';
import { decodeContent, encodeContent } from '../../../src/executor/rabbit/content.ts';
import { captures } from './captures.ts';

const options = { kombu_compression: 'none', max_message_bytes: 1 << 20 } as const;

describe.each(captures)('captured $name', (capture) => {
  const { properties } = capture;
  const delivery = {
    content: Buffer.from(capture.body),
    properties: {
      contentType: properties.content_type,
      contentEncoding: properties.content_encoding,
      headers: properties.headers,
    },
  } as unknown as ConsumeMessage;

  test('is read as what Python meant', () => {
    expect(decodeContent(delivery, options)).toEqual(capture.message);
  });

  test('is written with the same meaning and the same properties', () => {
    const written = encodeContent(
      {
        exchange: capture.exchange,
        routingKey: capture.routingKey,
        message: decodeContent(delivery, options),
        ...(capture.body.includes('oslo.version') ? {} : { envelope: '1.0' as const }),
        ...(properties.expiration === undefined
          ? {}
          : { expirationMs: Number(properties.expiration) }),
      },
      options,
    );
    const again = { ...delivery, content: written.body };
    expect(decodeContent(again, options)).toEqual(capture.message);
    // The outer object alike, its inner text taken apart: spaces and escapes may differ.
    expect(members(written.body.toString())).toEqual(members(capture.body));
    expect(written.properties).toEqual({
      contentType: properties.content_type,
      contentEncoding: properties.content_encoding,
      headers: properties.headers,
      deliveryMode: properties.delivery_mode,
      priority: properties.priority,
      mandatory: false,
      ...(properties.expiration === undefined ? {} : { expiration: properties.expiration }),
    });
  });
});

test('the captured failures come back as errors that name what failed over there', () => {
  const failures = captures.flatMap(({ message }) =>
    typeof message['failure'] === 'string' ? [decodeFailure(message['failure'])] : [],
  );
  expect(failures.map((error) => [error.name, error.message])).toMatchInlineSnapshot(`
    [
      [
        "RemoteError",
        "Remote error: ValueError ('bad value', 42)",
      ],
      [
        "NoSuchMethod",
        "Endpoint does not support RPC method nomethod",
      ],
    ]
  `);
});

function members(body: string): Record<string, unknown> {
  const outer = JSON.parse(body) as Record<string, unknown>;
  const inner = outer['oslo.message'];
  return typeof inner === 'string'
    ? { ...outer, 'oslo.message': JSON.parse(inner) as unknown }
    : outer;
}
