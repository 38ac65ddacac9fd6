/** An endpoint that worker threads load by itself; see {@link moduleEndpoint}. */
export class ModuleEndpoint {
  /** A `file:` URL or a package's name. */
  readonly module: string;

  constructor(module: string) {
    this.module = module;
  }
}

/**
 * An endpoint for the `threading` executor: a module whose default export is the endpoint, or its
 * class. `moduleEndpoint(new URL('./resize.ts', import.meta.url))`
 */
export function moduleEndpoint(module: URL | string): ModuleEndpoint {
  return new ModuleEndpoint(String(module));
}
