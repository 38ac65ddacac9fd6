import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';
import { tellByDay } from './client/by-day.ts';

/** Each page tells by the reader's day from its first line on: a script that came later would move it. */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { starlightRoute } = locals as { starlightRoute: StarlightRouteData };
  starlightRoute.head.push({
    tag: 'script',
    attrs: {},
    content: `(${tellByDay.toString()})(document)`,
  });
});
