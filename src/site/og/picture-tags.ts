import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';
import { href } from '../href.ts';
import { siteData } from '../site-data.ts';
import { pictureSize } from './draw-picture.ts';
import { pictureOf, pictures } from './pictures.ts';

/**
 * Each page names the picture of its preview. It is asked for by its whole address, so a build that
 * does not know its own (no SITE) names none.
 */
export const onRequest = defineRouteMiddleware(async ({ locals, site, url }) => {
  if (site === undefined) return;
  const { starlightRoute } = locals as { starlightRoute: StarlightRouteData };
  const names = new Set(pictures(await siteData()).keys());
  const tags = {
    'og:image': `${site.origin}${href(pictureOf(url.pathname, names))}`,
    'og:image:width': String(pictureSize.width),
    'og:image:height': String(pictureSize.height),
  };
  starlightRoute.head.push(
    ...Object.entries(tags).map(([property, content]) => ({
      tag: 'meta' as const,
      attrs: { property, content },
      content: '',
    })),
  );
});
