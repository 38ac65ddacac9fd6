import { PageEvent, type Application } from 'typedoc';
import { pages } from './pages.ts';

/** Before starlight-typedoc, which else gives each page its module's name for a title. */
const first = 1;

/** TypeDoc plugin: each page's title, description and place in the sidebar. */
export function frontMatter(app: Application): void {
  app.renderer.on(
    PageEvent.END,
    (event) => {
      const order = pages.findIndex(({ slug }) => `${slug}.md` === event.url);
      const page = pages[order];
      if (!page || event.contents === undefined) return;
      const head = {
        title: page.title,
        description: page.description,
        editUrl: false,
        sidebar: { order },
        // The names; their members would make it too long to be of use.
        tableOfContents: { maxHeadingLevel: 2 },
      };
      // JSON is YAML.
      event.contents = `---\n${JSON.stringify(head)}\n---\n\n${event.contents}`;
      // With this, starlight-typedoc sees that there is one and adds none.
      Object.assign(event, { frontmatter: head });
    },
    first,
  );
}
