import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import satori from 'satori';
import { readBelow } from '../../ground/trust/open-below.ts';

/** Size that those who show a preview of a page expect. */
export const pictureSize = { width: 1200, height: 630 };

const scripts = ['latin', 'latin-ext', 'greek', 'cyrillic'];
const weights = [400, 700] as const;

/** A file of a package; the largest is a few MiB. */
function file(name: string): Promise<Buffer> {
  const path = fileURLToPath(import.meta.resolve(name));
  return readBelow(dirname(path), path, 16 * 1024 * 1024);
}

/** The letters of a picture are drawn as shapes, so that no machine's fonts matter. */
const fonts = () =>
  Promise.all(
    weights.flatMap((weight) =>
      scripts.map(async (script) => ({
        name: `Inter ${script}`,
        data: await file(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff`),
        weight,
        style: 'normal' as const,
      })),
    ),
  );

let ready: ReturnType<typeof load> | undefined;
async function load() {
  await initWasm(await file('@resvg/resvg-wasm/index_bg.wasm'));
  return fonts();
}

interface Box {
  type: 'div';
  props: { style: Record<string, string | number>; children: string | Box[] };
}
const box = (style: Box['props']['style'], children: string | Box[]): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});

/** What a preview of a page says. */
export interface Picture {
  /** In small letters above: what it belongs to. */
  above: string;
  title: string;
  /** What holds of it now, in a sentence. */
  line: string;
}

/** A preview of a page as PNG, drawn at build time. */
export async function drawPicture({ above, title, line }: Picture): Promise<Uint8Array> {
  ready ??= load();
  const letters = await ready;
  const cut = (text: string, most: number) =>
    text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')} …`;
  const shown = cut(title, 110);
  const tree = box(
    {
      ...pictureSize,
      boxSizing: 'border-box',
      flexDirection: 'column',
      justifyContent: 'space-between',
      padding: 72,
      backgroundColor: '#12191d',
      color: '#ffffff',
      fontFamily: scripts.map((script) => `Inter ${script}`).join(', '),
    },
    [
      box({ fontSize: 32, color: '#5eead4' }, cut(above, 60)),
      box({ fontSize: shown.length > 60 ? 58 : 76, fontWeight: 700, lineHeight: 1.15 }, shown),
      box({ fontSize: 34, maxWidth: '100%', color: '#c1cbd0', lineHeight: 1.35 }, cut(line, 150)),
    ],
  );
  const svg = await satori(tree, {
    ...pictureSize,
    fonts: letters,
  });
  return new Resvg(svg).render().asPng();
}
