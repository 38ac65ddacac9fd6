import { unified } from '@astrojs/markdown-remark';
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { readdir } from 'node:fs/promises';
import starlightTypeDoc from 'starlight-typedoc';
import { loadProposals } from './src/proposal/load-proposals.ts';
import { apiReference } from './src/site/api-reference/options.ts';
import { commentsInDev } from './src/site/comments-in-dev.ts';
import { inSitemap } from './src/site/moved/in-sitemap.ts';
import { neverSwapped } from './src/site/font/never-swapped.ts';
import { smallFont } from './src/site/font/small-font.ts';
import { rehypeTables } from './src/site/prose/rehype-tables.ts';
import { rehypeTimelines } from './src/site/prose/rehype-timelines.ts';
import { revisionFiles } from './src/site/revisions/revision-files.ts';
import { reloadOnData } from './src/site/reload-on-data.ts';
import { servedAt } from './src/site/served-at.ts';
import { strictPolicy } from './src/site/policy/strict-policy.ts';
import { searchOnUsePlugin } from './src/site/search-on-use.ts';
import { sidebar } from './src/site/sidebar.ts';

const served = servedAt(process.env);
const base = served.base.replace(/\/$/, '');
const folders = new Set(await readdir('proposals').catch(() => []));
// Read once for the navigation and for the revisions' files.
const loaded = await loadProposals('proposals');

export default defineConfig({
  ...served,
  trailingSlash: 'always',
  compressHTML: true,
  // A style sheet in a page would need a hash of its own in the policy of every page that it moves to.
  build: { inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  vite: { css: { postcss: { plugins: [neverSwapped] } }, plugins: [searchOnUsePlugin] },
  markdown: { processor: unified({ rehypePlugins: [rehypeTables, rehypeTimelines] }) },
  integrations: [
    sitemap({ filter: (page) => inSitemap(page, base, folders) }),
    starlight({
      title: 'Crossplan',
      description: 'One plan, every project, every review.',
      logo: { src: './src/styles/logo.svg' },
      favicon: '/favicon.svg',
      customCss: [
        './src/styles/theme.css',
        './src/styles/status.css',
        './src/styles/timeline.css',
        './src/styles/print.css',
      ],
      sidebar: sidebar(loaded),
      // Code wraps: a box that scrolls sideways is reached by keyboard only once a script has run.
      expressiveCode: { defaultProps: { wrap: true } },
      disable404Route: true,
      pagination: false,
      credits: false,
      routeMiddleware: [
        './src/site/escape-head.ts',
        './src/site/og/picture-tags.ts',
        './src/components/by-day/day-in-head.ts',
        './src/site/font/letters-in-head.ts',
      ],
      lastUpdated: false,
      components: { Footer: './src/components/Footer.astro' },
      plugins: [starlightTypeDoc(apiReference)],
    }),
    reloadOnData(),
    commentsInDev(),
    smallFont(),
    strictPolicy(served.base),
    revisionFiles(loaded.proposals),
  ],
});
