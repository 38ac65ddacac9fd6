import { Reflection, ReflectionKind, type Application, type RouterTarget } from 'typedoc';
import { ModuleRouter } from 'typedoc-plugin-markdown';

/** The router's name among TypeDoc's options. */
export const pageRouter = 'page';

/** TypeDoc plugin: a page for each module, on which each name has its own anchor. */
export function anchors(app: Application): void {
  app.renderer.defineRouter(pageRouter, PageRouter);
}

/**
 * A ModuleRouter gives each member an anchor twice: on the way from the module, then from its owner. Only
 * the second is used, and the first may take a name's: `Transport.state` that of `TransportState`.
 */
class PageRouter extends ModuleRouter {
  override buildAnchors(target: RouterTarget, page: RouterTarget): void {
    const isOnTheWay =
      page instanceof Reflection &&
      page.kindOf(ReflectionKind.Module) &&
      target instanceof Reflection &&
      target.parent !== page;
    if (!isOnTheWay) super.buildAnchors(target, page);
  }
}
