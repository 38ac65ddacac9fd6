import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { expect, it } from 'vitest';
import { onRequest } from './escape-head.ts';

it('leaves no way out of a page’s title, and the rest of its head as it is', async () => {
  const head = [
    { tag: 'title', attrs: {}, content: '</title><script>x</script> & more | Crossplan' },
    { tag: 'meta', attrs: { property: 'og:title', content: '</title>' }, content: '' },
    { tag: 'script', attrs: {}, content: 'own()' },
  ];
  const locals = { starlightRoute: { head } as unknown as StarlightRouteData };
  await onRequest({ locals } as unknown as Parameters<typeof onRequest>[0], () =>
    Promise.resolve(),
  );
  expect(head.map(({ content }) => content)).toEqual([
    '&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; &amp; more | Crossplan',
    '',
    'own()',
  ]);
});
