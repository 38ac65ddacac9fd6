import { expect, test } from 'vitest';
import type { DriverEvent } from '../driver.ts';
import { parseTransportUrl } from '../address/transport-url.ts';
import { readOptions } from './rabbit-options.ts';

function read(url: string, options: Record<string, unknown> = {}) {
  const events: DriverEvent[] = [];
  const found = readOptions({
    url: parseTransportUrl(url),
    options,
    observe: (event) => {
      events.push(event);
    },
  });
  return { found, events };
}

test("the URL's query wins over the options, and both over the defaults", () => {
  const { found } = read('rabbit://host/?heartbeat_timeout_threshold=20', {
    heartbeat_timeout_threshold: 10,
    rabbit_interval_max: 5,
  });
  expect(found.heartbeat_timeout_threshold).toBe(20);
  expect(found.rabbit_interval_max).toBe(5);
  expect(found.rabbit_retry_backoff).toBe(2);
});

test('a boolean is written as oslo.config takes it', () => {
  for (const word of ['true', 'True', '1', 'yes', 'on']) {
    expect(read(`rabbit://host/?ssl=${word}`).found.ssl).toBe(true);
  }
  for (const word of ['false', 'False', '0', 'no', 'off']) {
    expect(read(`amqps://host/?ssl=${word}`).found.ssl).toBe(false);
  }
});

test('amqps means TLS without being told', () => {
  expect(read('amqps://host/').found.ssl).toBe(true);
  expect(read('amqp://host/').found.ssl).toBe(false);
});

test('every bad value is told at once, with what is allowed, and no password', () => {
  expect(() =>
    read(
      'rabbit://user:secret@host/?ssl=perhaps&heartbeat=-1&kombu_compression=lzma&ssl_cert_file=/c.pem',
    ),
  ).toThrowErrorMatchingInlineSnapshot(
    `[InvalidTransportURL: Invalid transport URL 'rabbit://user:***@host/': ssl: expected true or false; heartbeat: expected a number of seconds >= 0; kombu_compression: expected one of gzip, none; ssl_cert_file and ssl_key_file: expected both or none]`,
  );
});

test('an option that only the Python driver knows is no reason not to start', () => {
  const { events } = read('rabbit://host/?rabbit_ha_queues=true&amqp_durable_queues=true');
  expect(events).toEqual([
    {
      type: 'warning',
      message: "Option 'rabbit_ha_queues' is not known to the rabbit driver and has no effect.",
    },
  ]);
});
