import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';

/**
 * Starlight writes the content of what stands in a page's head as it is, and a page's title may be a
 * stranger's: `</title><script>` would run. Attributes it escapes itself.
 */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  // Starlight declares it where its own pages are compiled alone.
  const { starlightRoute } = locals as { starlightRoute: StarlightRouteData };
  for (const entry of starlightRoute.head) {
    if (entry.tag === 'title') entry.content = escapeText(entry.content ?? '');
  }
});

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
