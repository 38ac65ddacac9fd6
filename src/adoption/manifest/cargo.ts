import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';
import { tomlValues } from './toml-values.ts';

const kinds = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/**
 * The dependencies of a Cargo.toml, those of a target and of the workspace too; a renamed one
 * (`package = "…"`) under its own name. What only tests need counts there.
 */
export function parseCargo(text: string): Manifest {
  const { values, fault } = tomlValues(text);
  const found = new Map<string, Requirement>();
  for (const { path, text: value, line } of values) {
    const at = path.findIndex((key) => kinds.includes(String(key).replace('_', '-')));
    const [kind, name, key] = path.slice(at).map(String);
    const owner = path.slice(0, at).map(String);
    const isPlace =
      at === 0 || owner.join() === 'workspace' || (owner.length === 2 && owner[0] === 'target');
    if (at < 0 || !isPlace || kind === undefined || name === undefined) continue;
    const id = [...owner, kind, name].join('\n');
    const known = found.get(id) ?? {
      name,
      extras: [],
      line,
      ecosystem: 'cargo' as const,
      // Until its version is met.
      elsewhere: true as const,
      ...(kind.startsWith('dev') && { testing: true as const }),
      ...(kind !== 'dependencies' && { dev: true as const }),
    };
    const one = key === 'package' && value !== undefined ? { ...known, name: value } : known;
    const isVersion = value !== undefined && (key === undefined || key === 'version');
    const { elsewhere, ...bare } = one;
    found.set(
      id,
      isVersion ? { ...bare, ...lowestOf(value) } : { ...bare, ...(elsewhere && { elsewhere }) },
    );
  }
  return { only: 'cargo', requirements: [...found.values()], ...(fault && { fault }) };
}
