import { relative, resolve } from 'node:path';
import {
  Comment,
  Converter,
  DeclarationReflection,
  ReflectionKind,
  RendererEvent,
  type Application,
  type Context,
} from 'typedoc';
import { pages, placeOf, type ReferencePage } from './pages.ts';

/**
 * TypeDoc plugin: a module for each page, with the names whose files the page is about. TypeDoc alone
 * has a page for each name, or one for all of an entry point.
 */
export function byPage(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    const { project } = context;
    const names = (project.children ?? []).map((name) => {
      const { file, position } = declarationOf(context, name);
      return { name, file, position, place: placeOf(file) };
    });
    const homeless = names.filter(({ place }) => !place);
    const idle = pages.filter(({ slug }) => !names.some(({ place }) => place?.page.slug === slug));
    const faults = [
      ...homeless.map(({ name, file }) => `no page is about ${name.name} (${file})`),
      ...idle.map(({ slug }) => `no public name stands on the page ${slug}`),
    ];
    if (faults.length > 0) {
      throw new Error(`src/site/api-reference/pages.ts: ${faults.join('; ')}.`);
    }
    for (const page of pages) {
      const module = moduleOf(context, page);
      const own = names.filter(({ place }) => place?.page === page);
      own.sort(
        (a, b) =>
          (a.place?.order ?? 0) - (b.place?.order ?? 0) ||
          (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
          a.position - b.position,
      );
      for (const { name } of own) {
        project.removeChild(name);
        name.parent = module;
        module.addChild(name);
      }
    }
  });
  // The page of the whole would only list the others, which the sidebar does.
  app.renderer.on(RendererEvent.BEGIN, (event) => {
    const whole = event.pages.findIndex(({ model }) => model === event.project);
    if (whole >= 0) event.pages.splice(whole, 1);
  });
}

/** Where a name is declared: the file below src/executor, and the offset in it. */
function declarationOf(context: Context, name: DeclarationReflection) {
  const [declaration] = context.getSymbolFromReflection(name)?.declarations ?? [];
  if (!declaration) return { file: 'no file', position: 0 };
  const { fileName } = declaration.getSourceFile();
  return { file: relative(resolve('src/executor'), fileName), position: declaration.pos };
}

function moduleOf({ project }: Context, { slug, description }: ReferencePage) {
  const module = new DeclarationReflection(slug, ReflectionKind.Module, project);
  module.comment = new Comment([{ kind: 'text', text: description }]);
  project.registerReflection(module, undefined, undefined);
  project.addChild(module);
  return module;
}
