/** Which prototypes an endpoint has from the platform, whose methods nobody means to offer to a bus. */

/** Node's modules whose classes services extend; each is an EventEmitter. */
const modules = ['events', 'stream', 'net', 'http', 'worker_threads', 'child_process'] as const;

const known = new WeakMap<object, boolean>();
let ofNode: WeakSet<object> | undefined;

/** True for Object's, Function's, Map's, EventTarget's, EventEmitter's, Readable's and so on. */
export function isPlatformPrototype(prototype: object): boolean {
  let answer = known.get(prototype);
  if (answer === undefined) {
    answer = isGlobal(prototype) || (ofNode ??= nodePrototypes()).has(prototype);
    known.set(prototype, answer);
  }
  return answer;
}

function isGlobal(prototype: object): boolean {
  const { constructor } = prototype as { constructor?: unknown };
  if (typeof constructor !== 'function') return false;
  const found: unknown = Reflect.get(globalThis, constructor.name);
  return found === constructor && (found as { prototype?: unknown }).prototype === prototype;
}

function nodePrototypes(): WeakSet<object> {
  const found = new WeakSet<object>();
  // A browser has none of them.
  const getModule = (
    globalThis as { process?: { getBuiltinModule?: (name: string) => object | undefined } }
  ).process?.getBuiltinModule;
  for (const name of modules) {
    const module = getModule?.(name);
    if (!module) continue;
    for (const each of [module, ...(Object.values(module) as unknown[])]) {
      const prototype: unknown =
        typeof each === 'function' ? (each as { prototype?: unknown }).prototype : undefined;
      if (typeof prototype === 'object' && prototype !== null) found.add(prototype);
    }
  }
  return found;
}
