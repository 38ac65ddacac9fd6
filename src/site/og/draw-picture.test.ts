import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawPicture } from './draw-picture.ts';
import { pictureOf } from './pictures.ts';

const draw = async (title: string, line = 'A sentence.') =>
  PNG.sync.read(Buffer.from(await drawPicture({ above: 'Crossplan', title, line })));

/** Pixels that are as white as the letters of the title. */
const white = ({ data }: PNG) => {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 240) count += 1;
  return count;
};

test('a picture has the size that previews ask for, and its letters, whatever fonts the machine has', async () => {
  const picture = await draw('Leave callbacks');
  expect({ width: picture.width, height: picture.height }).toEqual({ width: 1200, height: 630 });
  expect(white(picture)).toBeGreaterThan(3000);
  // Other alphabets have letters too.
  expect(white(await draw('Зависимости и Ελληνικά'))).toBeGreaterThan(3000);
});

test('a stranger’s title is text in it, and a long one ends within it', async () => {
  await expect(draw('<script>alert(1)</script> & "x"')).resolves.toBeDefined();
  const long = await draw('word '.repeat(60), 'word '.repeat(200));
  // Nothing is written on its edge.
  const edge = long.data.subarray(long.data.length - 4 * 1200 * 40);
  expect(edge.every((value, i) => i % 4 === 3 || value < 60)).toBe(true);
});

test('a page of a blueprint has its picture, each other page the site’s', () => {
  const names = new Set(['0002-async']);
  expect(pictureOf('/plans/proposals/0002-async/matrix/', names)).toBe('/og/0002-async.png');
  expect(pictureOf('/proposals/0004-faulty/', names)).toBe('/og/crossplan.png');
  expect(pictureOf('/projects/a/', names)).toBe('/og/crossplan.png');
});
