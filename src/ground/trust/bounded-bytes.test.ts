import { expect, test } from 'vitest';
import { boundedBytes } from './bounded-bytes.ts';

const tooLarge = () => new Error('too large');

/** A body of so many pieces of four bytes; how many of them were taken, and whether it was left. */
function pieces(count: number) {
  const seen = { taken: 0, left: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.taken === count) controller.close();
        else {
          seen.taken += 1;
          controller.enqueue(new Uint8Array([1, 2, 3, 4]));
        }
      },
      cancel() {
        seen.left = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

test('a body up to the bound is there whole; none is empty', async () => {
  expect([...(await boundedBytes(pieces(2).body, 8, tooLarge))]).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
  expect(await boundedBytes(null, 0, tooLarge)).toHaveLength(0);
});

test('of a larger one no more is read, and it is left', async () => {
  const { body, seen } = pieces(1_000_000);
  await expect(boundedBytes(body, 7, tooLarge)).rejects.toThrow('too large');
  expect(seen).toEqual({ taken: 2, left: true });
});
