/**
 * The practical limit: amqplib by hand, speaking the same envelope with the same guarantees (each
 * request and reply acknowledged, each publication confirmed, replies mandatory), and nothing else: no
 * endpoints, no errors, no reconnecting, no time limits.
 *
 * usage: node bench/rabbit-bare.ts server|client URL
 */
import { connect, type ConfirmChannel } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { servePeer } from './rabbit-peer.ts';

const EXCHANGE = 'bench-bare';
const TOPIC = 'bare';
const properties = {
  contentType: 'application/json',
  contentEncoding: 'utf-8',
  deliveryMode: 2,
  priority: 0,
  headers: {},
};

const [role, url = ''] = process.argv.slice(2);
const connection = await connect(url.replace(/^rabbit:/, 'amqp:'), { noDelay: true });
connection.on('error', (error: Error) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
const publishing = await connection.createConfirmChannel();
const consuming = await connection.createChannel();
await consuming.assertExchange(EXCHANGE, 'topic', { durable: false });
if (role === 'server') await server();
else await client();

function envelope(message: object): Buffer {
  const inner = JSON.stringify(message);
  return Buffer.from(JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': inner }));
}

function open(body: Buffer): Record<string, unknown> {
  const outer = JSON.parse(body.toString()) as { 'oslo.message': string };
  return JSON.parse(outer['oslo.message']) as Record<string, unknown>;
}

function id(): string {
  return randomUUID().replaceAll('-', '');
}

function confirmed(
  channel: ConfirmChannel,
  exchange: string,
  key: string,
  body: Buffer,
  options: object,
) {
  return new Promise<void>((resolve, reject) => {
    channel.publish(exchange, key, body, options, (error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}

async function server(): Promise<void> {
  await consuming.assertQueue(TOPIC, { durable: false });
  await consuming.bindQueue(TOPIC, EXCHANGE, TOPIC);
  await consuming.prefetch(80);
  const reply = { ...properties, mandatory: true };
  await consuming.consume(TOPIC, (message) => {
    if (message === null) return;
    consuming.ack(message);
    const request = open(message.content);
    const { args, _msg_id, _reply_q } = request as {
      args: { x: unknown };
      _msg_id: string;
      _reply_q: string;
    };
    const body = { result: args.x, failure: null, ending: true, _msg_id, _unique_id: id() };
    void confirmed(publishing, '', _reply_q, envelope(body), reply);
  });
  await servePeer(undefined, () => connection.close());
}

async function client(): Promise<void> {
  const waiting = new Map<string, (message: Record<string, unknown>) => void>();
  const replyQueue = `reply_${id()}`;
  await consuming.assertQueue(replyQueue, { durable: false, expires: 1_800_000 });
  await consuming.consume(replyQueue, (message) => {
    if (message === null) return;
    consuming.ack(message);
    const reply = open(message.content);
    const msgId = String(reply['_msg_id']);
    waiting.get(msgId)?.(reply);
    waiting.delete(msgId);
  });
  const options = { ...properties, expiration: '60000' };
  await servePeer(
    async (x) => {
      const _msg_id = id();
      const replied = new Promise<Record<string, unknown>>((resolve) => {
        waiting.set(_msg_id, resolve);
      });
      const body = envelope({
        method: 'echo',
        args: { x },
        _msg_id,
        _reply_q: replyQueue,
        _timeout: null,
        _unique_id: id(),
      });
      await confirmed(publishing, EXCHANGE, TOPIC, body, options);
      const reply = await replied;
      if (reply['result'] !== x) throw new Error(`expected ${x}, got ${String(reply['result'])}`);
    },
    () => connection.close(),
  );
}
