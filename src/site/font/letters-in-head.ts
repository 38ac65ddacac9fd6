import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';
import letters from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

/** Each page asks for its letters at once: what comes too late for its first picture waits for the next page. */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { starlightRoute } = locals as { starlightRoute: StarlightRouteData };
  starlightRoute.head.push({
    tag: 'link',
    attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: letters },
    content: '',
  });
});
