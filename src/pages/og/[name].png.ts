import { drawPicture, type Picture } from '../../site/og/draw-picture.ts';
import { pictures } from '../../site/og/pictures.ts';
import { siteData } from '../../site/site-data.ts';

export async function getStaticPaths() {
  return [...pictures(await siteData())].map(([name, picture]) => ({
    params: { name },
    props: { picture },
  }));
}

/** The preview of a page, for whoever is sent a link to it. */
export async function GET({ props }: { props: { picture: Picture } }): Promise<Response> {
  const picture = await drawPicture(props.picture);
  return new Response(new Blob([new Uint8Array(picture)]), {
    headers: { 'content-type': 'image/png' },
  });
}
