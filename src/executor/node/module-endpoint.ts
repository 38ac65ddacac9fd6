import { check } from '../internal/check-options.ts';
import { needed, type OptionKind } from '../internal/option-kind.ts';

const moduleKind: OptionKind<URL | string> = needed({
  expected: "a URL such as new URL('./resize.ts', import.meta.url), or a package's name",
  // A path would begin at the worker's own file.
  accepts: (value): value is URL | string =>
    value instanceof URL || (typeof value === 'string' && /^[^.]/.test(value)),
  fromText: (text) => text,
});

/** An endpoint that worker threads load by itself; see {@link moduleEndpoint}. */
export class ModuleEndpoint {
  /** A `file:` URL or a package's name. */
  readonly module: string;

  constructor(module: string) {
    check('module', moduleKind, module);
    this.module = module;
  }
}

/**
 * An endpoint for the `threading` executor: a module whose default export is the endpoint, or its
 * class. `moduleEndpoint(new URL('./resize.ts', import.meta.url))`
 */
export function moduleEndpoint(module: URL | string): ModuleEndpoint {
  check('module', moduleKind, module);
  return new ModuleEndpoint(String(module));
}
