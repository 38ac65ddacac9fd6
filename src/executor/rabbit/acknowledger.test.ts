import type { ConsumeMessage, Message } from 'amqplib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Acknowledger } from './acknowledger.ts';

/** The broker's side of one channel: which tags it still holds, and what it was told of them. */
class Held {
  readonly open = new Set<number>();
  readonly told = new Map<number, 'ack' | 'requeue' | 'drop'>();
  frames = 0;

  deliver(tag: number): void {
    this.open.add(tag);
  }

  ack(message: Message, upTo = false): void {
    this.frames++;
    const { deliveryTag } = message.fields;
    // RabbitMQ closes the channel for a tag that it does not hold.
    if (!this.open.has(deliveryTag)) throw new Error(`unknown delivery tag ${deliveryTag}`);
    for (const tag of [...this.open]) {
      if (tag === deliveryTag || (upTo && tag < deliveryTag)) this.#settle(tag, 'ack');
    }
  }

  reject(message: Message, requeue = true): void {
    this.frames++;
    const { deliveryTag } = message.fields;
    if (!this.open.has(deliveryTag)) throw new Error(`unknown delivery tag ${deliveryTag}`);
    this.#settle(deliveryTag, requeue ? 'requeue' : 'drop');
  }

  #settle(tag: number, how: 'ack' | 'requeue' | 'drop'): void {
    this.open.delete(tag);
    this.told.set(tag, how);
  }
}

function message(deliveryTag: number): ConsumeMessage {
  return { fields: { deliveryTag } } as ConsumeMessage;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('deliveries acknowledged in one turn go out as one frame', async () => {
  const held = new Held();
  const acks = new Acknowledger(held);
  for (let tag = 1; tag <= 40; tag++) {
    held.deliver(tag);
    acks.ack(message(tag));
  }
  expect(held.frames).toBe(0);
  await turn();
  expect(held.frames).toBe(1);
  expect(held.open.size).toBe(0);
});

test('an acknowledgement never covers an earlier delivery that is still open', async () => {
  const held = new Held();
  const acks = new Acknowledger(held);
  for (const tag of [1, 2, 3]) held.deliver(tag);
  acks.ack(message(3));
  acks.ack(message(2));
  await turn();
  expect([...held.open]).toEqual([1]);
  acks.ack(message(1));
  await turn();
  expect(held.open.size).toBe(0);
});

test('each delivery is told to the broker once, as it was settled, in whatever order', async () => {
  const how = fc.constantFrom('ack', 'requeue', 'drop');
  const steps = fc.array(fc.record({ how, turn: fc.boolean() }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (settled, order) => {
      const held = new Held();
      const acks = new Acknowledger(held);
      const left = settled.map((_, at) => at + 1);
      for (const tag of left) held.deliver(tag);
      const expected = new Map<number, string>();
      for (const step of settled) {
        const [tag = 0] = left.splice((order.next().value ?? 0) % left.length, 1);
        expected.set(tag, step.how);
        if (step.how === 'ack') acks.ack(message(tag));
        else acks.reject(message(tag), step.how === 'requeue');
        if (step.turn) await turn();
      }
      acks.flush();
      await turn();
      expect(held.open.size).toBe(0);
      expect(new Map([...held.told].sort(([one], [two]) => one - two))).toEqual(
        new Map([...expected].sort(([one], [two]) => one - two)),
      );
    }),
  );
});

test('a delivery that stays open for very long costs no memory for those after it', async () => {
  const held = new Held();
  const acks = new Acknowledger(held);
  const total = 10_000;
  for (let tag = 1; tag <= total; tag++) {
    held.deliver(tag);
    if (tag !== 3) acks.ack(message(tag));
  }
  await turn();
  expect([...held.open]).toEqual([3]);
  acks.ack(message(3));
  held.deliver(total + 1);
  acks.ack(message(total + 1));
  await turn();
  expect(held.open.size).toBe(0);
});
